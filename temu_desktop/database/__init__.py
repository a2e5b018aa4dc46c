"""The operations database: engines, tables, batches, units of work, migrations, backups."""
