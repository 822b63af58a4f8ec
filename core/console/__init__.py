"""What an app says about itself to the people in the office: navigation, start page, filters, previews, badges.

The lower apps declare it with these types; `operations.console` collects and draws it. Nothing here draws a page.
"""
