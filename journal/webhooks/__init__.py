"""Events as webhooks: CloudEvents, signed by Standard Webhooks, sent to addresses that were checked."""
