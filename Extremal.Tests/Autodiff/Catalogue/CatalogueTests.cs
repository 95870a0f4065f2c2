namespace Extremal.Tests.Autodiff;

/// <summary>Every check over every entry of the catalogue.</summary>
[Parallelizable(ParallelScope.All)]
internal sealed class CatalogueTests
{
    private static IEnumerable<Entry<double>> Entries => Catalogue<double>.All;

    private static IEnumerable<Entry<double>> Rowwise => Entries.Where(entry => entry.IsRowwise);

    private static IEnumerable<Entry<double>> WithLimits => Entries.Where(entry => entry.HasLimits);

    private static IEnumerable<Entry<double>> Smooth => Entries.Where(entry => entry.Name != "3-layer network of rectifiers");

    [TestCaseSource(nameof(Entries))]
    public void AgreesWithTheOracle(Entry<double> entry) => Check(entry, Checks.AgreesWithOracle);

    [TestCaseSource(nameof(Entries))]
    public void AgreesWithTheOracleAlongARandomDirection(Entry<double> entry) => Check(entry, Checks.AgreesAlongARandomDirection);

    // A network's kinks cannot be kept clear of by the choice of its inputs.
    [TestCaseSource(nameof(Smooth))]
    public void AgreesWithSixPointDifferences(Entry<double> entry) => Check(entry, Checks.AgreesWithDifferences, seeds: 1);

    [TestCaseSource(nameof(Entries))]
    public void HasTheSameBitsForEverySubsetOfWatchedOperands(Entry<double> entry) => Check(entry, Checks.AgreesForEverySubset);

    [TestCaseSource(nameof(Entries))]
    public void AddsUpAdjoints(Entry<double> entry) => Check(entry, Checks.AddsUp);

    [TestCaseSource(nameof(Entries))]
    public void ReplaysAsRecorded(Entry<double> entry) => Check(entry, Checks.ReplaysAsRecorded);

    [TestCaseSource(nameof(Rowwise))]
    public void KeepsRowsIndependent(Entry<double> entry) => Check(entry, Checks.RowsAreIndependent);

    [TestCaseSource(nameof(WithLimits))]
    public void AgreesWithTheOracleAtNaNAndInfinity(Entry<double> entry) => Check(entry, Checks.AgreesAtTheEdges, seeds: 1);

    [TestCaseSource(nameof(Entries))]
    public void AgreesInFloatWithDouble(Entry<double> entry) => Check(
        entry, drawn => Checks.AgreesWithDouble(drawn, Catalogue<float>.All.Single(single => single.Name == entry.Name)));

    [Test]
    public void NamesEachEntryOnce() => Assert.That(Entries.Select(entry => entry.Name), Is.Unique);

    private static void Check(Entry<double> entry, Func<Case<double>, string?> check, int seeds = 2) => Assert.Multiple(() =>
    {
        foreach (Case<double> drawn in Enumerable.Range(1, seeds).SelectMany(seed => Case<double>.Of(entry, seed)))
        {
            Assert.That(check(drawn), Is.Null);
        }
    });
}
