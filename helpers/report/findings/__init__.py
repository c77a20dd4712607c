"""Findings: sentences that state results, computed for any article."""
