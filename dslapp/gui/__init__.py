"""The Qt program; Qt is imported nowhere else."""
