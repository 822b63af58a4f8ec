"""Runbooks: what to do when something is wrong, with checks that run, found by whoever asks."""
