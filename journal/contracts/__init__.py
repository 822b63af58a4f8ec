"""What events look like: versioned JSON Schemas (Draft 2020-12) as files, a registry of them, and validation.

A version that has been published never changes: what has to change becomes the next version, in a file of its own. Each
file is complete by itself, so that nothing shared can change an old one.
"""
