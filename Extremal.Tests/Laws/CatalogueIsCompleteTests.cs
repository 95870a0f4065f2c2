using Extremal.Autodiff;
using Extremal.Kernels.Functions;
using Extremal.Tests.Autodiff;

namespace Extremal.Tests.Laws;

/// <summary>
/// The law of the catalogue: every operation, function and loss of Core is in it, so that none is without a test of its derivative.
/// </summary>
internal sealed class CatalogueIsCompleteTests
{
    private static Type[] Core => typeof(Tape<>).Assembly.GetTypes();

    [Test]
    public void EveryOperationIsInIt() => Assert.That(Missing(Catalogue<double>.All, Operations), Is.Empty);

    [Test]
    public void EveryFormulaIsInIt() => Assert.That(Missing(Catalogue<double>.All, Functions), Is.Empty);

    [Test]
    public void EveryLossIsInIt() => Assert.That(
        Core.Where(type => type.IsSubclassOf(typeof(Loss)) && !type.IsAbstract),
        Is.EquivalentTo(Catalogue<double>.LossTable.Select(row => row.Loss.GetType()).Distinct()));

    [Test]
    public void AMissingEntryIsNoticed([ValueSource(nameof(All))] Type type)
    {
        IEnumerable<Entry<double>> others = Catalogue<double>.All.Where(entry => Subject(entry) != type);
        Assert.That(Missing(others, All), Is.EqualTo(new[] { type }));
    }

    private static IEnumerable<Type> All => [.. Operations, .. Functions];

    // Apply and Combine are covered function by function.
    private static IEnumerable<Type> Operations => Core.Where(
        type => type is { IsAbstract: false, BaseType: { IsGenericType: true } parent }
            && parent.GetGenericTypeDefinition() == typeof(Operation<>)
            && type != typeof(Apply<,>) && type != typeof(Combine<,>));

    private static IEnumerable<Type> Functions => Core.Where(
        type => type.IsValueType && (type.IsAssignableTo(typeof(IElementwiseFunction)) || type.IsAssignableTo(typeof(IBinaryFunction))));

    private static IEnumerable<Type> Missing(IEnumerable<Entry<double>> entries, IEnumerable<Type> wanted) =>
        wanted.Except(entries.Select(Subject).OfType<Type>());

    /// <summary>The operation or function that an entry records, if it records just one; a composition has none of its own.</summary>
    private static Type? Subject(Entry<double> entry)
    {
        Run<double> run = new(Case<double>.Of(entry, seed: 1).Last());
        Type[] recorded = [.. Enumerable.Range(0, run.Result.Line + 1)
            .Select(line => run.Tape.LineOf(new Variable<double>(run.Tape, line, epoch: 0)).Operation?.GetType()).OfType<Type>()];
        if (recorded is not [Type { IsGenericType: true } operation])
        {
            return null;
        }

        Type kind = operation.GetGenericTypeDefinition();
        return kind == typeof(Apply<,>) || kind == typeof(Combine<,>) ? operation.GetGenericArguments()[1] : kind;
    }
}
