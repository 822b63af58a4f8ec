"""Playbooks: milestones, drills, daily reviews, release freezes, mails about what is late, reports of seasons."""

import django.db.models.deletion
import pghistory.utils
import pgtrigger.compiler
import pgtrigger.migrations
from django.apps.registry import Apps
from django.conf import settings
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from core.sqlfiles import RunSQLFile

# Code, counted from, days, who answers for it, check; title and what to do, in German and English.
TEMPLATES = (
    ("forecast", "START", -42, "SALES_OPERATIONS", "baselines_measured",
     "Prognose", "Forecast",
     "Grundlast messen, Faktoren, Zuschläge und Kampagnen mit dem Vertrieb durchgehen.",
     "Measure the baselines; go through factors, uplifts and campaigns with sales."),
    ("capacity-plan", "START", -30, "OPERATIONS", "plan_computed",
     "Kapazitätsplan", "Capacity plan",
     "Kapazität berechnen, Kosten vergleichen, Plan speichern. Was über den freigegebenen Größen liegt, freigeben lassen.",
     "Calculate the capacity, compare costs, save the plan. Have sizes approved that exceed what is approved today."),
    ("load-test", "START", -30, "PLATFORM", "load_test_passed",
     "Lasttest", "Load test",
     "Mit dem Faktor der Saison belasten; das Ergebnis bleibt als Nachweis.",
     "Load a run with the season's factor; its result is kept as evidence."),
    ("restore-drill", "START", -21, "PLATFORM", "drill_fresh",
     "Wiederherstellung üben", "Restore drill",
     "Eine Sicherung auf einem anderen Rechner wiederherstellen und die Übung eintragen.",
     "Restore a backup on another machine, and enter the drill."),
    ("provisioning", "START", -14, "PLATFORM", "provisioned",
     "Bereitstellung", "Provisioning",
     "Bereitstellung durchlaufen lassen und die Manifeste anwenden.",
     "Run the provisioning, and apply the manifests."),
    ("freeze", "START", -14, "OPERATIONS", "freeze_planned",
     "Freigabestopp beginnt", "Release freeze begins",
     "Vertrieb und Entwicklung sagen, bis wann nichts freigegeben wird und wer Ausnahmen gewährt.",
     "Tell sales and development until when nothing is released, and who grants exceptions."),
    ("alerts", "START", -14, "PLATFORM", "alerts_rendered",
     "Alarme", "Alerts",
     "Die Regeln neu erzeugen, einspielen und einen Probealarm auslösen.",
     "Render the rules anew, load them, and set off a trial alert."),
    ("final-load-test", "START", -7, "PLATFORM", "final_load_test_passed",
     "Letzter Lasttest", "Final load test",
     "Auf der Version, die in der Saison läuft.",
     "On the version that runs in the season."),
    ("stand-by", "START", -7, "OPERATIONS", "rota_filled",
     "Bereitschaft", "Stand-by",
     "Die Bereitschaft lückenlos besetzen und die Telefonnummern prüfen.",
     "Fill the rota without gaps, and check the telephone numbers."),
    ("warm-up", "START", -1, "PLATFORM", "warmed_up",
     "Warmlaufen", "Warm-up",
     "Auf volle Größe bringen, Zwischenspeicher füllen, einen Durchgang von Hand machen und eintragen.",
     "Scale up to the full size, fill caches, go through everything once by hand, and enter it."),
    ("war-room", "START", 0, "MANAGEMENT", "",
     "Lagezentrum", "War room",
     "Lagezentrum eröffnen: wer leitet, wer schreibt, wann die nächste Lage ist. Jeden Tag ein Rückblick.",
     "Open the war room: who leads, who writes, when the next briefing is. A review of each day."),
    ("scale-down", "END", 3, "PLATFORM", "",
     "Zurückfahren", "Scale-down",
     "Nachsehen, dass die Flotte auf Ruhegröße ist; Freigabestopp endet.",
     "See that the fleet is back at rest; the release freeze ends."),
    ("report", "END", 14, "OPERATIONS", "report_published",
     "Saisonbericht", "Post-season report",
     "Ist-Werte eintragen, Bericht entwerfen, ergänzen und veröffentlichen.",
     "Enter the actuals; draft, complete and publish the report."),
)


def fill(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    rows = apps.get_model("seasonal", "MilestoneTemplate").objects
    for code, counted_from, offset, owner, check, title_de, title_en, text_de, text_en in TEMPLATES:
        rows.create(
            code=code,
            counted_from=counted_from,
            offset=offset,
            owner=owner,
            check_code=check,
            title_de=title_de,
            title_en=title_en,
            text_de=text_de,
            text_en=text_en,
        )



class Migration(migrations.Migration):

    dependencies = [
        ('seasonal', '0006_scaling'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='DailyReview',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('day', models.DateField(verbose_name='day')),
                ('note', models.TextField(verbose_name='what was noticed')),
                ('written_at', models.DateTimeField(auto_now=True, verbose_name='written on')),
            ],
            options={
                'verbose_name': 'daily review',
                'verbose_name_plural': 'daily reviews',
                'db_table': 'season_daily_reviews',
                'ordering': ('-day',),
                'default_permissions': (),
            },
        ),
        migrations.CreateModel(
            name='DailyReviewEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('pgh_context', pghistory.utils.JSONField(null=True)),
                ('pgh_context_id', models.UUIDField(null=True)),
                ('id', models.BigIntegerField()),
                ('day', models.DateField(verbose_name='day')),
                ('note', models.TextField(verbose_name='what was noticed')),
                ('written_at', models.DateTimeField(auto_now=True, verbose_name='written on')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='DrillRecord',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('RESTORE', 'restore'), ('WARM_UP', 'warm-up'), ('STAND_BY', 'stand-by')], max_length=10, verbose_name='kind')),
                ('on', models.DateField(verbose_name='day')),
                ('worked', models.BooleanField(db_default=True, default=True, verbose_name='it worked')),
                ('evidence', models.TextField(help_text='What was done, how long it took, where the record lies.', verbose_name='evidence')),
                ('recorded_at', models.DateTimeField(auto_now_add=True, verbose_name='entered on')),
            ],
            options={
                'verbose_name': 'drill',
                'verbose_name_plural': 'drills',
                'db_table': 'season_drills',
                'ordering': ('-on', '-pk'),
                'default_permissions': (),
            },
        ),
        migrations.CreateModel(
            name='DrillRecordEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('pgh_context', pghistory.utils.JSONField(null=True)),
                ('pgh_context_id', models.UUIDField(null=True)),
                ('id', models.BigIntegerField()),
                ('kind', models.CharField(choices=[('RESTORE', 'restore'), ('WARM_UP', 'warm-up'), ('STAND_BY', 'stand-by')], max_length=10, verbose_name='kind')),
                ('on', models.DateField(verbose_name='day')),
                ('worked', models.BooleanField(db_default=True, default=True, verbose_name='it worked')),
                ('evidence', models.TextField(help_text='What was done, how long it took, where the record lies.', verbose_name='evidence')),
                ('recorded_at', models.DateTimeField(auto_now_add=True, verbose_name='entered on')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='FreezeException',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('reason', models.CharField(max_length=255, verbose_name='reason')),
                ('until', models.DateTimeField(verbose_name='until')),
                ('granted_at', models.DateTimeField(editable=False, verbose_name='granted on')),
            ],
            options={
                'verbose_name': 'exception to a freeze',
                'verbose_name_plural': 'exceptions to freezes',
                'db_table': 'season_freeze_exceptions',
                'ordering': ('-granted_at',),
                'permissions': [('grant_freeze_exception', 'Can grant exceptions to release freezes')],
                'default_permissions': (),
            },
        ),
        migrations.CreateModel(
            name='FreezeExceptionEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('pgh_context', pghistory.utils.JSONField(null=True)),
                ('pgh_context_id', models.UUIDField(null=True)),
                ('id', models.BigIntegerField()),
                ('reason', models.CharField(max_length=255, verbose_name='reason')),
                ('until', models.DateTimeField(verbose_name='until')),
                ('granted_at', models.DateTimeField(editable=False, verbose_name='granted on')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='FreezeWindow',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('starts_at', models.DateTimeField(verbose_name='from')),
                ('ends_at', models.DateTimeField(verbose_name='until')),
                ('scope', models.CharField(choices=[('ALL', 'everything'), ('DATABASE', "the database's schema"), ('MANIFESTS', 'manifests')], db_default='ALL', default='ALL', max_length=10, verbose_name='scope')),
                ('reason', models.CharField(max_length=255, verbose_name='reason')),
                ('follows_season', models.BooleanField(db_default=False, default=False, editable=False, verbose_name='moves with the season')),
                ('called_off_at', models.DateTimeField(editable=False, null=True, verbose_name='called off on')),
                ('called_off_because', models.CharField(db_default='', default='', editable=False, max_length=255, verbose_name='called off because')),
            ],
            options={
                'verbose_name': 'release freeze',
                'verbose_name_plural': 'release freezes',
                'db_table': 'season_freezes',
                'ordering': ('-starts_at',),
                'default_permissions': (),
            },
        ),
        migrations.CreateModel(
            name='FreezeWindowEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('pgh_context', pghistory.utils.JSONField(null=True)),
                ('pgh_context_id', models.UUIDField(null=True)),
                ('id', models.BigIntegerField()),
                ('starts_at', models.DateTimeField(verbose_name='from')),
                ('ends_at', models.DateTimeField(verbose_name='until')),
                ('scope', models.CharField(choices=[('ALL', 'everything'), ('DATABASE', "the database's schema"), ('MANIFESTS', 'manifests')], db_default='ALL', default='ALL', max_length=10, verbose_name='scope')),
                ('reason', models.CharField(max_length=255, verbose_name='reason')),
                ('follows_season', models.BooleanField(db_default=False, default=False, editable=False, verbose_name='moves with the season')),
                ('called_off_at', models.DateTimeField(editable=False, null=True, verbose_name='called off on')),
                ('called_off_because', models.CharField(db_default='', default='', editable=False, max_length=255, verbose_name='called off because')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='LateNotice',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('day', models.DateField(verbose_name='day')),
                ('state', models.CharField(choices=[('PENDING', 'pending'), ('SENT', 'sent'), ('FAILED', 'failed'), ('CANCELLED', 'cancelled')], db_default='PENDING', default='PENDING', max_length=10, verbose_name='state')),
                ('milestones', models.PositiveSmallIntegerField(db_default=0, default=0, verbose_name='milestones')),
                ('claimed_by', models.CharField(blank=True, db_default='', default='', max_length=80, verbose_name='claimed by')),
                ('claimed_until', models.DateTimeField(null=True, verbose_name='claimed until')),
                ('attempts', models.PositiveSmallIntegerField(db_default=0, default=0, verbose_name='attempts')),
                ('next_attempt_at', models.DateTimeField(verbose_name='next attempt')),
                ('sent_at', models.DateTimeField(null=True, verbose_name='sent at')),
                ('error', models.TextField(blank=True, db_default='', default='', verbose_name='last error')),
                ('message_id', models.CharField(max_length=200, unique=True, verbose_name='message id')),
            ],
            options={
                'verbose_name': 'mail about late milestones',
                'verbose_name_plural': 'mails about late milestones',
                'db_table': 'season_late_notices',
                'ordering': ('-day', 'pk'),
                'default_permissions': (),
            },
        ),
        migrations.CreateModel(
            name='Milestone',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('title_de', models.CharField(max_length=120, verbose_name='title (German)')),
                ('title_en', models.CharField(max_length=120, verbose_name='title (English)')),
                ('text_de', models.TextField(blank=True, db_default='', default='', verbose_name='what to do (German)')),
                ('text_en', models.TextField(blank=True, db_default='', default='', verbose_name='what to do (English)')),
                ('code', models.SlugField(max_length=40, verbose_name='code')),
                ('counted_from', models.CharField(choices=[('START', 'the first day'), ('END', 'the last day')], editable=False, max_length=5, verbose_name='counted from')),
                ('offset', models.SmallIntegerField(editable=False, verbose_name='days')),
                ('due_on', models.DateField(verbose_name='due on')),
                ('follows_season', models.BooleanField(db_default=True, default=True, editable=False, verbose_name='moves with the season')),
                ('owner', models.CharField(choices=[('OPERATIONS', 'Operations'), ('PLATFORM', 'Platform'), ('SALES_OPERATIONS', 'Sales operations'), ('MANAGEMENT', 'Management')], max_length=20, verbose_name='who answers for it')),
                ('state', models.CharField(choices=[('OPEN', 'open'), ('DONE', 'done'), ('SKIPPED', 'skipped')], db_default='OPEN', default='OPEN', editable=False, max_length=8, verbose_name='state')),
                ('done_at', models.DateTimeField(editable=False, null=True, verbose_name='done on')),
                ('note', models.TextField(blank=True, db_default='', default='', verbose_name='note')),
                ('check_code', models.CharField(blank=True, db_default='', default='', editable=False, max_length=40, verbose_name='check')),
                ('check_met', models.BooleanField(editable=False, null=True, verbose_name='check met')),
                ('check_detail_de', models.TextField(db_default='', default='', editable=False, verbose_name='result of the check (German)')),
                ('check_detail_en', models.TextField(db_default='', default='', editable=False, verbose_name='result of the check (English)')),
                ('checked_at', models.DateTimeField(editable=False, null=True, verbose_name='checked on')),
            ],
            options={
                'verbose_name': 'milestone',
                'verbose_name_plural': 'milestones',
                'db_table': 'season_milestones',
                'ordering': ('due_on', 'offset', 'pk'),
                'permissions': [('work_playbook', 'Can work playbooks: milestones, drills, daily reviews')],
                'default_permissions': (),
            },
        ),
        migrations.CreateModel(
            name='MilestoneEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('pgh_context', pghistory.utils.JSONField(null=True)),
                ('pgh_context_id', models.UUIDField(null=True)),
                ('id', models.BigIntegerField()),
                ('title_de', models.CharField(max_length=120, verbose_name='title (German)')),
                ('title_en', models.CharField(max_length=120, verbose_name='title (English)')),
                ('text_de', models.TextField(blank=True, db_default='', default='', verbose_name='what to do (German)')),
                ('text_en', models.TextField(blank=True, db_default='', default='', verbose_name='what to do (English)')),
                ('code', models.SlugField(db_index=False, max_length=40, verbose_name='code')),
                ('counted_from', models.CharField(choices=[('START', 'the first day'), ('END', 'the last day')], editable=False, max_length=5, verbose_name='counted from')),
                ('offset', models.SmallIntegerField(editable=False, verbose_name='days')),
                ('due_on', models.DateField(verbose_name='due on')),
                ('follows_season', models.BooleanField(db_default=True, default=True, editable=False, verbose_name='moves with the season')),
                ('owner', models.CharField(choices=[('OPERATIONS', 'Operations'), ('PLATFORM', 'Platform'), ('SALES_OPERATIONS', 'Sales operations'), ('MANAGEMENT', 'Management')], max_length=20, verbose_name='who answers for it')),
                ('state', models.CharField(choices=[('OPEN', 'open'), ('DONE', 'done'), ('SKIPPED', 'skipped')], db_default='OPEN', default='OPEN', editable=False, max_length=8, verbose_name='state')),
                ('done_at', models.DateTimeField(editable=False, null=True, verbose_name='done on')),
                ('note', models.TextField(blank=True, db_default='', default='', verbose_name='note')),
                ('check_code', models.CharField(blank=True, db_default='', default='', editable=False, max_length=40, verbose_name='check')),
                ('check_met', models.BooleanField(editable=False, null=True, verbose_name='check met')),
                ('check_detail_de', models.TextField(db_default='', default='', editable=False, verbose_name='result of the check (German)')),
                ('check_detail_en', models.TextField(db_default='', default='', editable=False, verbose_name='result of the check (English)')),
                ('checked_at', models.DateTimeField(editable=False, null=True, verbose_name='checked on')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='MilestoneTemplate',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('title_de', models.CharField(max_length=120, verbose_name='title (German)')),
                ('title_en', models.CharField(max_length=120, verbose_name='title (English)')),
                ('text_de', models.TextField(blank=True, db_default='', default='', verbose_name='what to do (German)')),
                ('text_en', models.TextField(blank=True, db_default='', default='', verbose_name='what to do (English)')),
                ('kind', models.CharField(blank=True, db_default='', default='', max_length=40, verbose_name='kind of season')),
                ('code', models.SlugField(max_length=40, verbose_name='code')),
                ('counted_from', models.CharField(choices=[('START', 'the first day'), ('END', 'the last day')], db_default='START', default='START', max_length=5, verbose_name='counted from')),
                ('offset', models.SmallIntegerField(help_text='Before that day where negative: -42 is six weeks before.', verbose_name='days')),
                ('owner', models.CharField(choices=[('OPERATIONS', 'Operations'), ('PLATFORM', 'Platform'), ('SALES_OPERATIONS', 'Sales operations'), ('MANAGEMENT', 'Management')], max_length=20, verbose_name='who answers for it')),
                ('check_code', models.CharField(blank=True, db_default='', default='', help_text='What ticks it by itself once it is met; empty: a person does.', max_length=40, verbose_name='check')),
                ('is_active', models.BooleanField(db_default=True, default=True, verbose_name='in use')),
            ],
            options={
                'verbose_name': 'milestone of playbooks',
                'verbose_name_plural': 'milestones of playbooks',
                'db_table': 'season_milestone_templates',
                'ordering': ('-counted_from', 'offset', 'pk'),
                'default_permissions': (),
            },
        ),
        migrations.CreateModel(
            name='MilestoneTemplateEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('pgh_context', pghistory.utils.JSONField(null=True)),
                ('pgh_context_id', models.UUIDField(null=True)),
                ('id', models.BigIntegerField()),
                ('title_de', models.CharField(max_length=120, verbose_name='title (German)')),
                ('title_en', models.CharField(max_length=120, verbose_name='title (English)')),
                ('text_de', models.TextField(blank=True, db_default='', default='', verbose_name='what to do (German)')),
                ('text_en', models.TextField(blank=True, db_default='', default='', verbose_name='what to do (English)')),
                ('kind', models.CharField(blank=True, db_default='', default='', max_length=40, verbose_name='kind of season')),
                ('code', models.SlugField(db_index=False, max_length=40, verbose_name='code')),
                ('counted_from', models.CharField(choices=[('START', 'the first day'), ('END', 'the last day')], db_default='START', default='START', max_length=5, verbose_name='counted from')),
                ('offset', models.SmallIntegerField(help_text='Before that day where negative: -42 is six weeks before.', verbose_name='days')),
                ('owner', models.CharField(choices=[('OPERATIONS', 'Operations'), ('PLATFORM', 'Platform'), ('SALES_OPERATIONS', 'Sales operations'), ('MANAGEMENT', 'Management')], max_length=20, verbose_name='who answers for it')),
                ('check_code', models.CharField(blank=True, db_default='', default='', help_text='What ticks it by itself once it is met; empty: a person does.', max_length=40, verbose_name='check')),
                ('is_active', models.BooleanField(db_default=True, default=True, verbose_name='in use')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='SeasonReport',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('language', models.CharField(max_length=2, verbose_name='language')),
                ('text', models.TextField(verbose_name='report (Markdown)')),
                ('facts', models.JSONField(editable=False, verbose_name='facts')),
                ('drafted_at', models.DateTimeField(editable=False, verbose_name='drafted on')),
                ('published_at', models.DateTimeField(editable=False, null=True, verbose_name='published on')),
            ],
            options={
                'verbose_name': 'report of a season',
                'verbose_name_plural': 'reports of seasons',
                'db_table': 'season_reports',
                'ordering': ('-season__starts_on', 'language'),
                'default_permissions': (),
            },
        ),
        migrations.CreateModel(
            name='SeasonReportEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('pgh_context', pghistory.utils.JSONField(null=True)),
                ('pgh_context_id', models.UUIDField(null=True)),
                ('id', models.BigIntegerField()),
                ('language', models.CharField(max_length=2, verbose_name='language')),
                ('text', models.TextField(verbose_name='report (Markdown)')),
                ('facts', models.JSONField(editable=False, verbose_name='facts')),
                ('drafted_at', models.DateTimeField(editable=False, verbose_name='drafted on')),
                ('published_at', models.DateTimeField(editable=False, null=True, verbose_name='published on')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.AddField(
            model_name='dailyreview',
            name='season',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='reviews', to='seasonal.season', verbose_name='season'),
        ),
        migrations.AddField(
            model_name='dailyreview',
            name='written_by',
            field=models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='written by'),
        ),
        migrations.AddField(
            model_name='dailyreviewevent',
            name='pgh_obj',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='history', to='seasonal.dailyreview'),
        ),
        migrations.AddField(
            model_name='dailyreviewevent',
            name='season',
            field=models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='seasonal.season', verbose_name='season'),
        ),
        migrations.AddField(
            model_name='dailyreviewevent',
            name='written_by',
            field=models.ForeignKey(db_constraint=False, db_index=False, editable=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='written by'),
        ),
        migrations.AddField(
            model_name='drillrecord',
            name='recorded_by',
            field=models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='entered by'),
        ),
        migrations.AddField(
            model_name='drillrecord',
            name='season',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='drills', to='seasonal.season', verbose_name='season'),
        ),
        migrations.AddField(
            model_name='drillrecordevent',
            name='pgh_obj',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='history', to='seasonal.drillrecord'),
        ),
        migrations.AddField(
            model_name='drillrecordevent',
            name='recorded_by',
            field=models.ForeignKey(db_constraint=False, db_index=False, editable=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='entered by'),
        ),
        migrations.AddField(
            model_name='drillrecordevent',
            name='season',
            field=models.ForeignKey(blank=True, db_constraint=False, db_index=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='seasonal.season', verbose_name='season'),
        ),
        migrations.AddField(
            model_name='freezeexception',
            name='approved_by',
            field=models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='granted by'),
        ),
        migrations.AddField(
            model_name='freezeexceptionevent',
            name='approved_by',
            field=models.ForeignKey(db_constraint=False, db_index=False, editable=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='granted by'),
        ),
        migrations.AddField(
            model_name='freezeexceptionevent',
            name='pgh_obj',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='history', to='seasonal.freezeexception'),
        ),
        migrations.AddField(
            model_name='freezewindow',
            name='season',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='freezes', to='seasonal.season', verbose_name='season'),
        ),
        migrations.AddField(
            model_name='freezeexceptionevent',
            name='window',
            field=models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='seasonal.freezewindow', verbose_name='release freeze'),
        ),
        migrations.AddField(
            model_name='freezeexception',
            name='window',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='exceptions', to='seasonal.freezewindow', verbose_name='release freeze'),
        ),
        migrations.AddField(
            model_name='freezewindowevent',
            name='pgh_obj',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='history', to='seasonal.freezewindow'),
        ),
        migrations.AddField(
            model_name='freezewindowevent',
            name='season',
            field=models.ForeignKey(blank=True, db_constraint=False, db_index=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='seasonal.season', verbose_name='season'),
        ),
        migrations.AddField(
            model_name='latenotice',
            name='user',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='person'),
        ),
        migrations.AddField(
            model_name='milestone',
            name='done_by',
            field=models.ForeignKey(db_index=False, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='done by'),
        ),
        migrations.AddField(
            model_name='milestone',
            name='owner_user',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='person'),
        ),
        migrations.AddField(
            model_name='milestone',
            name='season',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='milestones', to='seasonal.season', verbose_name='season'),
        ),
        migrations.AddField(
            model_name='milestoneevent',
            name='done_by',
            field=models.ForeignKey(db_constraint=False, db_index=False, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='done by'),
        ),
        migrations.AddField(
            model_name='milestoneevent',
            name='owner_user',
            field=models.ForeignKey(blank=True, db_constraint=False, db_index=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='person'),
        ),
        migrations.AddField(
            model_name='milestoneevent',
            name='pgh_obj',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='history', to='seasonal.milestone'),
        ),
        migrations.AddField(
            model_name='milestoneevent',
            name='season',
            field=models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='seasonal.season', verbose_name='season'),
        ),
        migrations.AddConstraint(
            model_name='milestonetemplate',
            constraint=models.UniqueConstraint(models.F('kind'), models.F('code'), name='season_milestone_templates_once'),
        ),
        migrations.AddConstraint(
            model_name='milestonetemplate',
            constraint=models.CheckConstraint(condition=models.Q(('counted_from__in', ['START', 'END']), ('owner__in', ['OPERATIONS', 'PLATFORM', 'SALES_OPERATIONS', 'MANAGEMENT'])), name='season_milestone_templates_known'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='milestonetemplate',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "seasonal_milestonetemplateevent" ("check_code", "code", "counted_from", "id", "is_active", "kind", "offset", "owner", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "text_de", "text_en", "title_de", "title_en") SELECT new_values."check_code", new_values."code", new_values."counted_from", new_values."id", new_values."is_active", new_values."kind", new_values."offset", new_values."owner", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', new_values."id", new_values."text_de", new_values."text_en", new_values."title_de", new_values."title_en" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='353e6438bbbec8f8761f19d2dd45d032ff0c9dff', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_69b67', referencing='REFERENCING NEW TABLE AS new_values ', table='season_milestone_templates', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='milestonetemplate',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "seasonal_milestonetemplateevent" ("check_code", "code", "counted_from", "id", "is_active", "kind", "offset", "owner", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "text_de", "text_en", "title_de", "title_en") SELECT new_values."check_code", new_values."code", new_values."counted_from", new_values."id", new_values."is_active", new_values."kind", new_values."offset", new_values."owner", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', new_values."id", new_values."text_de", new_values."text_en", new_values."title_de", new_values."title_en" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='22a82d6f25bc8241139e94b28588d0440837685c', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_b469a', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='season_milestone_templates', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='milestonetemplate',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "seasonal_milestonetemplateevent" ("check_code", "code", "counted_from", "id", "is_active", "kind", "offset", "owner", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "text_de", "text_en", "title_de", "title_en") SELECT old_values."check_code", old_values."code", old_values."counted_from", old_values."id", old_values."is_active", old_values."kind", old_values."offset", old_values."owner", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', old_values."id", old_values."text_de", old_values."text_en", old_values."title_de", old_values."title_en" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;', hash='be5abb5627c7ce3ffc76a4c2ee15a22d36378639', level='STATEMENT', operation='DELETE', pgid='pgtrigger_delete_delete_28371', referencing='REFERENCING OLD TABLE AS old_values ', table='season_milestone_templates', when='AFTER')),
        ),
        migrations.AddField(
            model_name='milestonetemplateevent',
            name='pgh_obj',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='history', to='seasonal.milestonetemplate'),
        ),
        migrations.AddField(
            model_name='seasonreport',
            name='created_by',
            field=models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='drafted by'),
        ),
        migrations.AddField(
            model_name='seasonreport',
            name='published_by',
            field=models.ForeignKey(db_index=False, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='published by'),
        ),
        migrations.AddField(
            model_name='seasonreport',
            name='season',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='reports', to='seasonal.season', verbose_name='season'),
        ),
        migrations.AddField(
            model_name='seasonreportevent',
            name='created_by',
            field=models.ForeignKey(db_constraint=False, db_index=False, editable=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='drafted by'),
        ),
        migrations.AddField(
            model_name='seasonreportevent',
            name='pgh_obj',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='history', to='seasonal.seasonreport'),
        ),
        migrations.AddField(
            model_name='seasonreportevent',
            name='published_by',
            field=models.ForeignKey(db_constraint=False, db_index=False, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='published by'),
        ),
        migrations.AddField(
            model_name='seasonreportevent',
            name='season',
            field=models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='seasonal.season', verbose_name='season'),
        ),
        migrations.AddConstraint(
            model_name='dailyreview',
            constraint=models.UniqueConstraint(models.F('season'), models.F('day'), name='season_daily_reviews_once'),
        ),
        migrations.AddConstraint(
            model_name='dailyreview',
            constraint=models.CheckConstraint(condition=models.Q(('note', ''), _negated=True), name='season_daily_reviews_note'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='dailyreview',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "seasonal_dailyreviewevent" ("day", "id", "note", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "season_id", "written_at", "written_by_id") SELECT new_values."day", new_values."id", new_values."note", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', new_values."id", new_values."season_id", new_values."written_at", new_values."written_by_id" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='13612875a33e4b620dec8196c5d6556a4099d598', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_79396', referencing='REFERENCING NEW TABLE AS new_values ', table='season_daily_reviews', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='dailyreview',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "seasonal_dailyreviewevent" ("day", "id", "note", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "season_id", "written_at", "written_by_id") SELECT new_values."day", new_values."id", new_values."note", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', new_values."id", new_values."season_id", new_values."written_at", new_values."written_by_id" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='96122d53bfc7179658fe9053ec5f9de989531e74', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_574a0', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='season_daily_reviews', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='dailyreview',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "seasonal_dailyreviewevent" ("day", "id", "note", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "season_id", "written_at", "written_by_id") SELECT old_values."day", old_values."id", old_values."note", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', old_values."id", old_values."season_id", old_values."written_at", old_values."written_by_id" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;', hash='6976e1d126fb5a97ef32c39bc93433337c2ecc9e', level='STATEMENT', operation='DELETE', pgid='pgtrigger_delete_delete_5be93', referencing='REFERENCING OLD TABLE AS old_values ', table='season_daily_reviews', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='dailyreviewevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='4b25d0c3e6f7e9bd4c9c93ec85b873efad00077b', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_d270e', table='seasonal_dailyreviewevent', when='BEFORE')),
        ),
        migrations.AddConstraint(
            model_name='drillrecord',
            constraint=models.CheckConstraint(condition=models.Q(('kind__in', ['RESTORE', 'WARM_UP', 'STAND_BY'])), name='season_drills_kind'),
        ),
        migrations.AddConstraint(
            model_name='drillrecord',
            constraint=models.CheckConstraint(condition=models.Q(('evidence', ''), _negated=True), name='season_drills_evidence'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='drillrecord',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "seasonal_drillrecordevent" ("evidence", "id", "kind", "on", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "recorded_at", "recorded_by_id", "season_id", "worked") SELECT new_values."evidence", new_values."id", new_values."kind", new_values."on", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', new_values."id", new_values."recorded_at", new_values."recorded_by_id", new_values."season_id", new_values."worked" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='c5ab35bdf147606d80fedc8eb4516ce8ecb383a1', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_baea2', referencing='REFERENCING NEW TABLE AS new_values ', table='season_drills', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='drillrecord',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "seasonal_drillrecordevent" ("evidence", "id", "kind", "on", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "recorded_at", "recorded_by_id", "season_id", "worked") SELECT new_values."evidence", new_values."id", new_values."kind", new_values."on", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', new_values."id", new_values."recorded_at", new_values."recorded_by_id", new_values."season_id", new_values."worked" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='1aee5d9a29c44197543e23e1361e4837ba1f855d', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_19380', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='season_drills', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='drillrecord',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "seasonal_drillrecordevent" ("evidence", "id", "kind", "on", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "recorded_at", "recorded_by_id", "season_id", "worked") SELECT old_values."evidence", old_values."id", old_values."kind", old_values."on", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', old_values."id", old_values."recorded_at", old_values."recorded_by_id", old_values."season_id", old_values."worked" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;', hash='e1a52b513f03248b447094349452670fbc76351b', level='STATEMENT', operation='DELETE', pgid='pgtrigger_delete_delete_98fe7', referencing='REFERENCING OLD TABLE AS old_values ', table='season_drills', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='drillrecordevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='b3e615f2214b1d5454000338d2052c36ce630974', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_cc61a', table='seasonal_drillrecordevent', when='BEFORE')),
        ),
        migrations.AddConstraint(
            model_name='freezewindow',
            constraint=models.CheckConstraint(condition=models.Q(('ends_at__gt', models.F('starts_at'))), name='season_freezes_has_length'),
        ),
        migrations.AddConstraint(
            model_name='freezewindow',
            constraint=models.CheckConstraint(condition=models.Q(('scope__in', ['ALL', 'DATABASE', 'MANIFESTS'])), name='season_freezes_scope'),
        ),
        migrations.AddConstraint(
            model_name='freezewindow',
            constraint=models.CheckConstraint(condition=models.Q(('reason', ''), _negated=True), name='season_freezes_reason'),
        ),
        migrations.AddConstraint(
            model_name='freezewindow',
            constraint=models.UniqueConstraint(models.F('season'), condition=models.Q(('follows_season', True)), name='season_freezes_one_follows'),
        ),
        migrations.AddConstraint(
            model_name='freezewindow',
            constraint=models.CheckConstraint(condition=models.Q(('called_off_at', None), models.Q(('called_off_because', ''), _negated=True), _connector='OR'), name='season_freezes_called_off_why'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='freezewindow',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "seasonal_freezewindowevent" ("called_off_at", "called_off_because", "ends_at", "follows_season", "id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "scope", "season_id", "starts_at") SELECT new_values."called_off_at", new_values."called_off_because", new_values."ends_at", new_values."follows_season", new_values."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', new_values."id", new_values."reason", new_values."scope", new_values."season_id", new_values."starts_at" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='0cea603978b7c03d5d11872ae782442b767026dc', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_94845', referencing='REFERENCING NEW TABLE AS new_values ', table='season_freezes', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='freezewindow',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "seasonal_freezewindowevent" ("called_off_at", "called_off_because", "ends_at", "follows_season", "id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "scope", "season_id", "starts_at") SELECT new_values."called_off_at", new_values."called_off_because", new_values."ends_at", new_values."follows_season", new_values."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', new_values."id", new_values."reason", new_values."scope", new_values."season_id", new_values."starts_at" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='cdca6174f6612028d9bf2647255416fc8dbd4c31', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_27619', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='season_freezes', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='freezewindow',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "seasonal_freezewindowevent" ("called_off_at", "called_off_because", "ends_at", "follows_season", "id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "scope", "season_id", "starts_at") SELECT old_values."called_off_at", old_values."called_off_because", old_values."ends_at", old_values."follows_season", old_values."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', old_values."id", old_values."reason", old_values."scope", old_values."season_id", old_values."starts_at" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;', hash='dc1c63c6f1b3f4391c1a2cb03233924afe822a00', level='STATEMENT', operation='DELETE', pgid='pgtrigger_delete_delete_7503a', referencing='REFERENCING OLD TABLE AS old_values ', table='season_freezes', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='freezeexceptionevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='ca195d3711373d13d4264efb6a134914d28272ab', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_c9011', table='seasonal_freezeexceptionevent', when='BEFORE')),
        ),
        migrations.AddConstraint(
            model_name='freezeexception',
            constraint=models.CheckConstraint(condition=models.Q(('reason', ''), _negated=True), name='season_freeze_exceptions_reason'),
        ),
        migrations.AddConstraint(
            model_name='freezeexception',
            constraint=models.CheckConstraint(condition=models.Q(('until__gte', models.F('granted_at'))), name='season_freeze_exceptions_length'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='freezeexception',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "seasonal_freezeexceptionevent" ("approved_by_id", "granted_at", "id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "until", "window_id") SELECT new_values."approved_by_id", new_values."granted_at", new_values."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', new_values."id", new_values."reason", new_values."until", new_values."window_id" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='3ddd14877be2d044294812d2ba660ec13b958924', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_c8e00', referencing='REFERENCING NEW TABLE AS new_values ', table='season_freeze_exceptions', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='freezeexception',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "seasonal_freezeexceptionevent" ("approved_by_id", "granted_at", "id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "until", "window_id") SELECT new_values."approved_by_id", new_values."granted_at", new_values."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', new_values."id", new_values."reason", new_values."until", new_values."window_id" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='d84897591afc64523fea101d760c6fb3606c10ef', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_81553', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='season_freeze_exceptions', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='freezeexception',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "seasonal_freezeexceptionevent" ("approved_by_id", "granted_at", "id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "until", "window_id") SELECT old_values."approved_by_id", old_values."granted_at", old_values."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', old_values."id", old_values."reason", old_values."until", old_values."window_id" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;', hash='a05a17423e35421d3e1f4926ca9a8c31cbe0c40d', level='STATEMENT', operation='DELETE', pgid='pgtrigger_delete_delete_45ef2', referencing='REFERENCING OLD TABLE AS old_values ', table='season_freeze_exceptions', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='freezewindowevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='90e2f3d3cb2fe64e7be7473610f23c0bddcbddfc', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_393a2', table='seasonal_freezewindowevent', when='BEFORE')),
        ),
        migrations.AddIndex(
            model_name='latenotice',
            index=models.Index(models.F('next_attempt_at'), condition=models.Q(('state', 'PENDING')), name='season_late_notices_pending'),
        ),
        migrations.AddConstraint(
            model_name='latenotice',
            constraint=models.UniqueConstraint(models.F('user'), models.F('day'), name='season_late_notices_once'),
        ),
        migrations.AddConstraint(
            model_name='latenotice',
            constraint=models.CheckConstraint(condition=models.Q(('state__in', ['PENDING', 'SENT', 'FAILED', 'CANCELLED'])), name='season_late_notices_state'),
        ),
        migrations.AddConstraint(
            model_name='latenotice',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('sent_at__isnull', False), ('state', 'SENT')), models.Q(models.Q(('state', 'SENT'), _negated=True), ('sent_at', None)), _connector='OR'), name='season_late_notices_sent_when'),
        ),
        migrations.AddIndex(
            model_name='milestone',
            index=models.Index(models.F('due_on'), condition=models.Q(('state', 'OPEN')), name='season_milestones_open'),
        ),
        migrations.AddConstraint(
            model_name='milestone',
            constraint=models.UniqueConstraint(models.F('season'), models.F('code'), name='season_milestones_once'),
        ),
        migrations.AddConstraint(
            model_name='milestone',
            constraint=models.CheckConstraint(condition=models.Q(('state__in', ['OPEN', 'DONE', 'SKIPPED']), ('counted_from__in', ['START', 'END']), ('owner__in', ['OPERATIONS', 'PLATFORM', 'SALES_OPERATIONS', 'MANAGEMENT'])), name='season_milestones_known'),
        ),
        migrations.AddConstraint(
            model_name='milestone',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('done_at', None), ('done_by', None), ('state', 'OPEN')), models.Q(models.Q(('state', 'OPEN'), _negated=True), ('done_at__isnull', False)), _connector='OR'), name='season_milestones_done_when'),
        ),
        migrations.AddConstraint(
            model_name='milestone',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state', 'SKIPPED'), _negated=True), models.Q(('done_by__isnull', False), models.Q(('note', ''), _negated=True)), _connector='OR'), name='season_milestones_skipped_why'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='milestone',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "seasonal_milestoneevent" ("check_code", "check_detail_de", "check_detail_en", "check_met", "checked_at", "code", "counted_from", "done_at", "done_by_id", "due_on", "follows_season", "id", "note", "offset", "owner", "owner_user_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "season_id", "state", "text_de", "text_en", "title_de", "title_en") SELECT new_values."check_code", new_values."check_detail_de", new_values."check_detail_en", new_values."check_met", new_values."checked_at", new_values."code", new_values."counted_from", new_values."done_at", new_values."done_by_id", new_values."due_on", new_values."follows_season", new_values."id", new_values."note", new_values."offset", new_values."owner", new_values."owner_user_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', new_values."id", new_values."season_id", new_values."state", new_values."text_de", new_values."text_en", new_values."title_de", new_values."title_en" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='d00e21ca19a3bdccd2958e872e114b823cbfd3b9', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_4429a', referencing='REFERENCING NEW TABLE AS new_values ', table='season_milestones', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='milestone',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "seasonal_milestoneevent" ("check_code", "check_detail_de", "check_detail_en", "check_met", "checked_at", "code", "counted_from", "done_at", "done_by_id", "due_on", "follows_season", "id", "note", "offset", "owner", "owner_user_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "season_id", "state", "text_de", "text_en", "title_de", "title_en") SELECT new_values."check_code", new_values."check_detail_de", new_values."check_detail_en", new_values."check_met", new_values."checked_at", new_values."code", new_values."counted_from", new_values."done_at", new_values."done_by_id", new_values."due_on", new_values."follows_season", new_values."id", new_values."note", new_values."offset", new_values."owner", new_values."owner_user_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', new_values."id", new_values."season_id", new_values."state", new_values."text_de", new_values."text_en", new_values."title_de", new_values."title_en" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='e556892962b0cfe9b26d2f2e6f3b5b26387ae2b0', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_25a25', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='season_milestones', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='milestone',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "seasonal_milestoneevent" ("check_code", "check_detail_de", "check_detail_en", "check_met", "checked_at", "code", "counted_from", "done_at", "done_by_id", "due_on", "follows_season", "id", "note", "offset", "owner", "owner_user_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "season_id", "state", "text_de", "text_en", "title_de", "title_en") SELECT old_values."check_code", old_values."check_detail_de", old_values."check_detail_en", old_values."check_met", old_values."checked_at", old_values."code", old_values."counted_from", old_values."done_at", old_values."done_by_id", old_values."due_on", old_values."follows_season", old_values."id", old_values."note", old_values."offset", old_values."owner", old_values."owner_user_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', old_values."id", old_values."season_id", old_values."state", old_values."text_de", old_values."text_en", old_values."title_de", old_values."title_en" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;', hash='bf9d94d2eb2b695b215f70abcb12a05b7e329ff3', level='STATEMENT', operation='DELETE', pgid='pgtrigger_delete_delete_2902c', referencing='REFERENCING OLD TABLE AS old_values ', table='season_milestones', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='milestoneevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='227618919490e0d6e188efe44ce30f4613627809', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_bde71', table='seasonal_milestoneevent', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='milestonetemplateevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='52bd4f27d27bfc3e5715e50ae275a06cab7780dc', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_7438b', table='seasonal_milestonetemplateevent', when='BEFORE')),
        ),
        migrations.AddConstraint(
            model_name='seasonreport',
            constraint=models.UniqueConstraint(models.F('season'), models.F('language'), name='season_reports_once'),
        ),
        migrations.AddConstraint(
            model_name='seasonreport',
            constraint=models.CheckConstraint(condition=models.Q(('language__in', ['de', 'en'])), name='season_reports_language'),
        ),
        migrations.AddConstraint(
            model_name='seasonreport',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('published_at', None), ('published_by', None)), models.Q(('published_at__isnull', False), ('published_by__isnull', False)), _connector='OR'), name='season_reports_published_by'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='seasonreport',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "seasonal_seasonreportevent" ("created_by_id", "drafted_at", "facts", "id", "language", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "published_at", "published_by_id", "season_id", "text") SELECT new_values."created_by_id", new_values."drafted_at", new_values."facts", new_values."id", new_values."language", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', new_values."id", new_values."published_at", new_values."published_by_id", new_values."season_id", new_values."text" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='c6e30de304f8eb28d4c3683e57c2360bb4023853', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_27ed2', referencing='REFERENCING NEW TABLE AS new_values ', table='season_reports', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='seasonreport',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "seasonal_seasonreportevent" ("created_by_id", "drafted_at", "facts", "id", "language", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "published_at", "published_by_id", "season_id", "text") SELECT new_values."created_by_id", new_values."drafted_at", new_values."facts", new_values."id", new_values."language", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', new_values."id", new_values."published_at", new_values."published_by_id", new_values."season_id", new_values."text" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='a90ac513c2031ffe3f0d4a2e371dec7fbf4b6217', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_3863c', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='season_reports', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='seasonreport',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "seasonal_seasonreportevent" ("created_by_id", "drafted_at", "facts", "id", "language", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "published_at", "published_by_id", "season_id", "text") SELECT old_values."created_by_id", old_values."drafted_at", old_values."facts", old_values."id", old_values."language", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', old_values."id", old_values."published_at", old_values."published_by_id", old_values."season_id", old_values."text" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;', hash='fca7e9599c0faff8ef26cb4174ca2ab02b4dd0b4', level='STATEMENT', operation='DELETE', pgid='pgtrigger_delete_delete_19a0b', referencing='REFERENCING OLD TABLE AS old_values ', table='season_reports', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='seasonreportevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='8a8bf747da9376560681f83b7246ce48a027af9e', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_04c00', table='seasonal_seasonreportevent', when='BEFORE')),
        ),
        RunSQLFile('seasonal', 'season_reports_v1'),
        migrations.RunPython(fill, migrations.RunPython.noop),
    ]
