"""Where webhooks may go."""

from freshops.settings.base import environment

# Empty: every host on the internet. `*.example.com`: every host below it.
WEBHOOK_ALLOWED_HOSTS = environment.webhook_allowed_hosts
# Host or host:port: receivers of our own, which may be in a private network and need no TLS.
WEBHOOK_PRIVATE_HOSTS = environment.webhook_private_hosts
