"""What is to be done where no runbook says more. In both languages, as runbooks are: it is frozen with the incident."""

DEFAULT_STEPS = (
    {
        "id": "rate",
        "title": {"de": "Einstufen", "en": "Rate it"},
        "text": {
            "de": "Verliert gerade jemand Schutz, ein Muster oder einen Auftrag? Im Zweifel die höhere Stufe.",
            "en": "Is somebody losing protection, a sample or an order right now? If in doubt, the higher severity.",
        },
    },
    {
        "id": "inform",
        "title": {"de": "Rollen vergeben", "en": "Give out the roles"},
        "text": {
            "de": "Eine Person leitet, eine andere repariert. Wer repariert, telefoniert nicht.",
            "en": "One person leads, another one repairs. Whoever repairs does not talk on the phone.",
        },
    },
    {
        "id": "stop-the-damage",
        "title": {"de": "Schaden stoppen", "en": "Stop the damage"},
        "text": {
            "de": "Erst dafür sorgen, dass es nicht schlimmer wird; die Ursache kommt danach.",
            "en": "First see to it that it does not get worse; the cause comes after that.",
        },
    },
    {
        "id": "repair",
        "title": {"de": "Beheben und nachmessen", "en": "Repair and measure"},
        "text": {
            "de": "Ursache beheben, dann mit derselben Messung prüfen, die angeschlagen hat.",
            "en": "Mend the cause, then check with the same measurement that raised the alarm.",
        },
    },
    {
        "id": "tell",
        "title": {"de": "Betroffenen Bescheid geben", "en": "Tell those concerned"},
        "text": {
            "de": "Zuerst der Vertrieb; mit Kunden spricht nur der Vertrieb. Sagen, wann es Neues gibt.",
            "en": "Sales first; only sales talks to customers. Say when there will be news.",
        },
    },
    {
        "id": "write-down",
        "title": {"de": "Aufschreiben", "en": "Write it down"},
        "text": {
            "de": "Was wir gesehen, getan und entschieden haben, mit Uhrzeit. Daraus wird die Nachbesprechung.",
            "en": "What we saw, did and decided, with the time. The post-mortem is made of it.",
        },
    },
)
