"""The stores, one file each; they know ``Source``, ``Settings`` and the errors, nothing else."""
