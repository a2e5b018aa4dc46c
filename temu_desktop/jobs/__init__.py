"""Jobs: what a run is, how its steps are recorded, and who may run."""
