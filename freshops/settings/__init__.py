"""Django's settings, one file to a subject; what may differ between installations comes from freshops.environment."""

from freshops.settings.api import *
from freshops.settings.apps import *
from freshops.settings.database import *
from freshops.settings.logs import *
from freshops.settings.mail import *
from freshops.settings.security import *
from freshops.settings.tasks import *
from freshops.settings.texts import *
from freshops.settings.webhooks import *
