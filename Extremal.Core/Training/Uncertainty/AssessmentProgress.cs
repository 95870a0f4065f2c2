namespace Extremal.Training;

/// <summary>What is reported after each epoch of each training of an assessment.</summary>
/// <param name="Completed">Trainings that have ended.</param>
/// <param name="Trainings">How many there will be.</param>
/// <param name="Training">Which one reports, from zero.</param>
/// <param name="Epoch">What it reports.</param>
public readonly record struct AssessmentProgress(int Completed, int Trainings, int Training, TrainingProgress Epoch);
