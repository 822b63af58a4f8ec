"""Languages: German first, English complete, chosen by each user."""

from freshops.settings.base import BASE_DIR

USE_I18N = True
LANGUAGE_CODE = "de"
LANGUAGES = [("de", "Deutsch"), ("en", "English")]
LOCALE_PATHS = [BASE_DIR / "locale"]
FORMAT_MODULE_PATH = ["freshops.formats"]
