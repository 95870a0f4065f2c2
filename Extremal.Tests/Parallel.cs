// Fixtures run side by side, but for those that measure: time, or what the whole process allocates.
[assembly: Parallelizable(ParallelScope.Fixtures)]
