"""Load tests, kept as evidence."""

import django.db.models.deletion
import pghistory.utils
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models

from core.sqlfiles import RunSQLFile


class Migration(migrations.Migration):

    dependencies = [
        ('seasonal', '0008_activation'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='LoadTest',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('scale', models.DecimalField(decimal_places=2, max_digits=6, verbose_name='times the normal load')),
                ('rate', models.DecimalField(decimal_places=2, max_digits=9, verbose_name='requests per second')),
                ('passed', models.BooleanField(verbose_name='every threshold was kept')),
                ('carries', models.DecimalField(decimal_places=2, max_digits=9, null=True, verbose_name='requests per second that the machine carries')),
                ('version', models.CharField(max_length=64, verbose_name='version')),
                ('machine', models.CharField(max_length=255, verbose_name='machine')),
                ('evidence', models.JSONField(verbose_name='figures')),
                ('ran_at', models.DateTimeField(verbose_name='time')),
                ('plan', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='load_tests', to='seasonal.capacityplan', verbose_name='capacity plan')),
                ('recorded_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='entered by')),
                ('season', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='load_tests', to='seasonal.season', verbose_name='season')),
            ],
            options={
                'verbose_name': 'load test',
                'verbose_name_plural': 'load tests',
                'db_table': 'season_load_tests',
                'ordering': ('-ran_at', '-pk'),
                'default_permissions': (),
            },
        ),
        migrations.CreateModel(
            name='LoadTestEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('pgh_context', pghistory.utils.JSONField(null=True)),
                ('pgh_context_id', models.UUIDField(null=True)),
                ('id', models.BigIntegerField()),
                ('scale', models.DecimalField(decimal_places=2, max_digits=6, verbose_name='times the normal load')),
                ('rate', models.DecimalField(decimal_places=2, max_digits=9, verbose_name='requests per second')),
                ('passed', models.BooleanField(verbose_name='every threshold was kept')),
                ('carries', models.DecimalField(decimal_places=2, max_digits=9, null=True, verbose_name='requests per second that the machine carries')),
                ('version', models.CharField(max_length=64, verbose_name='version')),
                ('machine', models.CharField(max_length=255, verbose_name='machine')),
                ('evidence', models.JSONField(verbose_name='figures')),
                ('ran_at', models.DateTimeField(verbose_name='time')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='history', to='seasonal.loadtest')),
                ('plan', models.ForeignKey(db_constraint=False, db_index=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='seasonal.capacityplan', verbose_name='capacity plan')),
                ('recorded_by', models.ForeignKey(db_constraint=False, db_index=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='entered by')),
                ('season', models.ForeignKey(db_constraint=False, db_index=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='seasonal.season', verbose_name='season')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.AddConstraint(
            model_name='loadtest',
            constraint=models.CheckConstraint(condition=models.Q(('rate__gt', 0), ('scale__gt', 0)), name='season_load_tests_possible'),
        ),
        migrations.AddConstraint(
            model_name='loadtest',
            constraint=models.CheckConstraint(condition=models.Q(('version', ''), _negated=True), name='season_load_tests_version'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='loadtest',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "seasonal_loadtestevent" ("carries", "evidence", "id", "machine", "passed", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "plan_id", "ran_at", "rate", "recorded_by_id", "scale", "season_id", "version") SELECT new_values."carries", new_values."evidence", new_values."id", new_values."machine", new_values."passed", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', new_values."id", new_values."plan_id", new_values."ran_at", new_values."rate", new_values."recorded_by_id", new_values."scale", new_values."season_id", new_values."version" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='0d85b9e722cc1431088599c299f2ca644548f31c', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_25953', referencing='REFERENCING NEW TABLE AS new_values ', table='season_load_tests', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='loadtest',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "seasonal_loadtestevent" ("carries", "evidence", "id", "machine", "passed", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "plan_id", "ran_at", "rate", "recorded_by_id", "scale", "season_id", "version") SELECT new_values."carries", new_values."evidence", new_values."id", new_values."machine", new_values."passed", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', new_values."id", new_values."plan_id", new_values."ran_at", new_values."rate", new_values."recorded_by_id", new_values."scale", new_values."season_id", new_values."version" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='12ca16db57726e295aa4f1fd1aea7f7eb1974469', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_df5f6', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='season_load_tests', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='loadtest',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "seasonal_loadtestevent" ("carries", "evidence", "id", "machine", "passed", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "plan_id", "ran_at", "rate", "recorded_by_id", "scale", "season_id", "version") SELECT old_values."carries", old_values."evidence", old_values."id", old_values."machine", old_values."passed", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', old_values."id", old_values."plan_id", old_values."ran_at", old_values."rate", old_values."recorded_by_id", old_values."scale", old_values."season_id", old_values."version" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;', hash='48cc510a456f17a62b8cb21f8489895d7cedb894', level='STATEMENT', operation='DELETE', pgid='pgtrigger_delete_delete_c8bbb', referencing='REFERENCING OLD TABLE AS old_values ', table='season_load_tests', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='loadtestevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='ff961951d7ad8bcd5c1472520132764f128e824d', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_0e872', table='seasonal_loadtestevent', when='BEFORE')),
        ),
        RunSQLFile("seasonal", "load_tests_v1"),
    ]
