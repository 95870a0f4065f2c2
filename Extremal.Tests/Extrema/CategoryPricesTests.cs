using Extremal.Data;
using Extremal.Extrema;
using Extremal.Problems;
using Extremal.Results;
using Extremal.Training;

namespace Extremal.Tests.Extrema;

/// <summary>A category is a choice: nothing speaks of one of its columns as of a quantity that can be raised by 1.</summary>
public sealed class CategoryPricesTests
{
    private static readonly Dataset Data = Measured();

    private static readonly Lazy<Regressor> Model = new(() =>
        Regressor.Train(Data, new TrainingOptions { Hidden = [8], Epochs = 100, Validation = 0 }));

    private static IEnumerable<Domain> Domains =>
    [
        Domain.Of(Data), Domain.Of(Data).Fix("brand", "B"), Domain.Of(Data).OneOf("brand", "A", "C"),
        Domain.Of(Data).Fix("brand", "B").Fix("heat", 15), Domain.Of(Data).Fix("brand", "C").Integer("heat"),
        Domain.Of(Data).Sum(["brand=A", "brand=B"], 0, 1), Domain.Of(Data).Fix("brand", "A").Sum(["brand=A"], 1, 2),
    ];

    [Test]
    public void No_price_is_of_a_category([ValueSource(nameof(Domains))] Domain domain)
    {
        foreach (Goal goal in (Goal[])[Goal.Maximize(), Goal.Minimize(), Goal.Target(1000)])
        {
            Extremum found = Model.Value.Extremize(goal, domain);
            Assert.That(found.IsFeasible, found.ToString());
            Assert.That(found.ShadowPrices.Select(price => price.Limit), Has.None.Contains("brand"), found.ToString());
            IEnumerable<string> named = found.ToString().Split('\n').Where(line => line.Contains("brand="));
            Assert.That(named.Where(line => !domain.LinearConstraints.Any(band => line.StartsWith($"  {band}: ", StringComparison.Ordinal))), Is.Empty,
                "only a band of the user's own names a label's column");
        }
    }

    [Test]
    public void Quantities_keep_their_prices()
    {
        Extremum held = Model.Value.Maximize(Domain.Of(Data).Fix("brand", "B").AtMost("heat", 15));
        Assert.That(held.ShadowPrices.Select(price => price.Limit), Is.EqualTo(new[] { "heat ≤ 15 K" }));
        const double Step = 1e-3;
        double Best(double most) => Model.Value.Maximize(Domain.Of(Data).Fix("brand", "B").AtMost("heat", most)).Value;
        double moved = (Best(15 + Step) - Best(15 - Step)) / (2 * Step);
        Assert.That(held.ShadowPrices[0].Price, Is.EqualTo(moved).Within(1e-3 * Math.Abs(moved)));

        Extremum mixed = Model.Value.Maximize(Domain.Of(Data).Fix("brand", "B").Linear(["heat", "brand=B"], [1, 5], 0, 20));
        Assert.That(mixed.Point[0], Is.EqualTo(15).Within(1e-9));
        Assert.That(mixed.ShadowPrices.Single().Limit, Does.Contain("heat + 5·brand=B"), "it holds back a quantity, whatever else is in it");
        Assert.That(mixed.ShadowPrices[0].Price, Is.EqualTo(held.ShadowPrices[0].Price).Within(1e-6 * Math.Abs(moved)));
    }

    [Test]
    public void A_tolerance_keeps_the_label()
    {
        Extremum found = Model.Value.Maximize(Domain.Of(Data).OneOf("brand", "A", "B"));
        Assert.That(Model.Value.FindToleranceBox(found, 5).ToString(), Does.Match("\n  brand = [AB]$").And.Not.Contain("brand="));
    }

    [Test]
    public void A_contradiction_names_the_category()
    {
        Domain nowhere = Domain.Of(Data).Linear(["heat", "brand=A"], [1, 20], 45, 60).Sum(["heat"], 0, 24);
        Assert.That(() => nowhere.ToRegion(),
            Throws.ArgumentException.With.Message.EndsWith("45 ≤ heat + 20·brand=A ≤ 60; 0 ≤ heat ≤ 24; brand is one of A, B, C."));
    }

    [Test]
    public void A_label_that_no_row_has_is_said_to_be_so()
    {
        Dataset some = Data.Take([.. Enumerable.Range(0, Data.RowCount).Where(row => row % 3 != 2)]);
        Support support = ApplicabilityDomain.Of(some).At([15, 0, 0, 1]);
        Assert.That(support.OutOfRange.Select(one => one.ToString()), Is.EqualTo(new[] { "no row of the data has brand C" }));
    }

    // Rises with the heat, and brand B gives 3 more.
    private static Dataset Measured()
    {
        const int Rows = 60;
        double[] heat = [.. Enumerable.Range(0, Rows).Select(row => 10 + row * 20.0 / (Rows - 1))];
        string[] brand = [.. Enumerable.Range(0, Rows).Select(row => "ABC"[row % 3].ToString())];
        double[] yield = [.. Enumerable.Range(0, Rows).Select(row => 0.5 * heat[row] + (row % 3 == 1 ? 3 : 0))];
        return Dataset.Create([Input.Number("heat", heat, "K"), Input.Category("brand", brand)], yield, "yield");
    }
}
