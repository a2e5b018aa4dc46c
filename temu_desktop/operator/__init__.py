"""What a person in charge can do beside running jobs: switches, approvals, mappings."""
