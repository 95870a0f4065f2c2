using Extremal.Tests.Oracle;

namespace Extremal.Tests.Autodiff;

/// <summary>
/// The tests of the tests: operations with a planted mistake, each of which the catalogue's checks have to find, beside the same
/// without.
/// </summary>
internal sealed class PlantedMistakesTests
{
    private static readonly (string Name, Func<Case<double>, string?> Find)[] AllChecks =
    [
        (nameof(Checks.AgreesWithOracle), Checks.AgreesWithOracle),
        (nameof(Checks.AgreesAlongARandomDirection), Checks.AgreesAlongARandomDirection),
        (nameof(Checks.AgreesWithDifferences), Checks.AgreesWithDifferences),
        (nameof(Checks.AgreesForEverySubset), Checks.AgreesForEverySubset),
        (nameof(Checks.AddsUp), Checks.AddsUp),
        (nameof(Checks.ReplaysAsRecorded), Checks.ReplaysAsRecorded),
        (nameof(Checks.RowsAreIndependent), Checks.RowsAreIndependent),
        (nameof(Checks.AgreesAtTheEdges), Checks.AgreesAtTheEdges),
    ];

    [TestCase(Mistake.SlopeTooGreat, nameof(Checks.AgreesWithOracle))]
    [TestCase(Mistake.SlopeTooGreat, nameof(Checks.AgreesAlongARandomDirection))]
    [TestCase(Mistake.SlopeTooGreat, nameof(Checks.AgreesWithDifferences))]
    [TestCase(Mistake.WrongOperand, nameof(Checks.AgreesWithOracle))]
    [TestCase(Mistake.WrongOperand, nameof(Checks.AgreesAlongARandomDirection))]
    [TestCase(Mistake.WrongOperand, nameof(Checks.AgreesWithDifferences))]
    [TestCase(Mistake.MissingTranspose, nameof(Checks.AgreesWithOracle))]
    [TestCase(Mistake.MissingTranspose, nameof(Checks.AgreesAlongARandomDirection))]
    [TestCase(Mistake.MissingTranspose, nameof(Checks.AgreesWithDifferences))]
    [TestCase(Mistake.ForgetsASummand, nameof(Checks.AgreesWithOracle))]
    [TestCase(Mistake.ForgetsASummand, nameof(Checks.AgreesWithDifferences))]
    [TestCase(Mistake.AssignsInsteadOfAdding, nameof(Checks.AddsUp))]
    [TestCase(Mistake.DependsOnWhatIsWanted, nameof(Checks.AgreesForEverySubset))]
    [TestCase(Mistake.LeavesElementsUnwritten, nameof(Checks.AgreesWithOracle))]
    [TestCase(Mistake.LooksAtTheNeighbourRow, nameof(Checks.RowsAreIndependent))]
    [TestCase(Mistake.CapturesANumber, nameof(Checks.ReplaysAsRecorded))]
    public void IsFoundBy(Mistake mistake, string check)
    {
        Func<Case<double>, string?> find = AllChecks.Single(candidate => candidate.Name == check).Find;
        Assert.That(Cases(mistake).Select(find), Has.Some.Not.Null, $"{check} lets {mistake} pass.");
    }

    [Test]
    public void NothingIsFoundWhereThereIsNothing() => Assert.Multiple(() =>
    {
        foreach ((string name, Func<Case<double>, string?> find) in AllChecks)
        {
            Assert.That(new[] { Product(Mistake.None), MatrixProduct(Mistake.None) }.Select(Drawn).Select(find), Is.All.Null, name);
        }
    });

    private static IEnumerable<Case<double>> Cases(Mistake mistake) =>
        [Drawn(mistake is Mistake.MissingTranspose or Mistake.ForgetsASummand ? MatrixProduct(mistake) : Product(mistake))];

    private static Case<double> Drawn(Entry<double> entry) => Case<double>.Of(entry, seed: 3).First();

    private static Entry<double> Product(Mistake mistake) => new(
        $"product: {mistake}", x => x[0].Tape.Record(new PlantedProduct(mistake), x[0], x[1]), x => x[0].Zip(x[1], (a, b) => a * b),
        _ => [[new(4, 5), new(4, 5)]], Values.Any, Values.Any);

    private static Entry<double> MatrixProduct(Mistake mistake) => new(
        $"matrix product: {mistake}", x => x[0].Tape.Record(new PlantedMatrixProduct(mistake), x[0], x[1]),
        x => x[0].Affine(x[1], new DualMatrix(1, 3)), _ => [[new(4, 3), new(3, 3)]], Values.Any, Values.Any)
    {
        Batched = [0],
    };
}
