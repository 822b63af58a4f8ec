"""The console: Django's own admin with a navigation, a start page and a design layer of ours."""
