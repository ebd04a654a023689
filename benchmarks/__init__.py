"""Measurements that are run by hand: `python -m benchmarks [name …]`. Ratios from one run; no test measures time."""
