using System.Text.Json;
using Extremal.Certificates;
using Extremal.Data;
using Extremal.Extrema;
using Extremal.Problems;
using Extremal.Results;
using Extremal.Training;

namespace Extremal.Tests.Results;

/// <summary>Results are plain data: System.Text.Json writes them, and what it reads back is equal and says the same.</summary>
public sealed class ResultsJsonTests
{
    private static readonly Lazy<(Dataset Data, Regressor Model)> Trained = new(() =>
    {
        Dataset data = RegressorData.Process(60);
        return (data, Regressor.Train(data, RegressorData.Quick with { Epochs = 20, Members = 3, Validation = 0 }));
    });

    private static readonly CertificateOptions Short = new() { MaxBoxes = 20, TimeLimit = null };
    private static readonly SearchOptions Quick = new() { Starts = 8, Searches = 2, MaxSteps = 5, MaxRounds = 1, KeepPath = true };

    private static IEnumerable<TestCaseData> Results()
    {
        (Dataset data, Regressor model) = Trained.Value;
        Domain domain = model.Domain.Sum(["pressure", "heat"], 0, 1e6).Integer("heat").Output("yield", -1e9, 1e9);
        Extremum found = model.Maximize(domain, Quick, certify: Short);
        yield return Case(found);
        yield return Case(model.Extremize(PaperLosses.Maximization() + PaperLosses.Extrapolation(), model.Domain.Unbounded(), Quick));
        yield return Case(model.FindTarget(1e6, options: Quick));
        yield return Case(model.Minimize(model.Domain.Constrain("heat of it", c => c.Input("heat"), double.NegativeInfinity, -1), Quick));
        yield return Case(found.Certificate!);
        yield return Case(model.Certify(model.Minimize(model.Domain.Output("yield", 1e8, 1e9), Quick), Short));
        yield return Case(model.FindOutputRange(options: Short));
        yield return Case(model.FindToleranceBox(model.Maximize(), 50, options: Short));
        yield return Case(model.CheckLoss(PaperLosses.Maximization(), epsilon: 1e3, options: Short).ToArray());
        yield return Case(model.ApplicabilityDomain.At([1e7, 0, 2]));
        yield return Case(ApplicabilityDomain.Of(data.Summary).At(data.Inputs.Row(3)));
        yield return Case(model.EstimateOptimism(Goal.Maximize(), options: Quick));
        yield return Case(model.Recommend(Goal.Maximize(), options: Quick));
        yield return Case(model.PredictInterval(data.Inputs.Row(0))!);
        yield return Case(FastGradientSign.Step(model.Surrogate, data.Inputs.Row(0), 0.1));
        yield return Case(model.Trainings.ToArray());
        yield return Case(Regressor.Assess(data, RegressorData.Quick with { Epochs = 3, Members = 2, Validation = 0 }, new AssessmentOptions { Folds = 2 }));
        yield return Case(Regressor.Assess(data.GroupBy("heat"), RegressorData.Quick with { Epochs = 3 }, new AssessmentOptions { Folds = 2 }));
    }

    [TestCaseSource(nameof(Results))]
    public void A_result_is_read_back_equal(object result)
    {
        Assert.That(JsonSerializer.Deserialize(JsonSerializer.Serialize(result, result.GetType(), JsonSerializerOptions.Web), result.GetType(), JsonSerializerOptions.Web),
            Is.EqualTo(result), "by the options of web applications");
        string json = JsonSerializer.Serialize(result, result.GetType());
        object again = JsonSerializer.Deserialize(json, result.GetType())!;
        Assert.That(again, Is.EqualTo(result));
        Assert.That(again.ToString(), Is.EqualTo(result.ToString()));
        Assert.That(JsonSerializer.Serialize(again, result.GetType()), Is.EqualTo(json));
        Assert.That(result.GetType().IsArray || again.GetHashCode() == result.GetHashCode());
    }

    [Test]
    public void An_answer_that_was_read_back_can_be_certified()
    {
        Regressor model = Trained.Value.Model;
        Extremum found = model.Maximize(options: Quick), again = JsonSerializer.Deserialize<Extremum>(JsonSerializer.Serialize(found))!;
        Assert.That(model.Certify(again, Short) with { Elapsed = default, History = [] },
            Is.EqualTo(model.Certify(found, Short) with { Elapsed = default, History = [] }));
    }

    [TestCase("Support")]
    [TestCase("Point")]
    [TestCase("Goal")]
    public void An_answer_without_a_part_is_refused(string part)
    {
        var json = System.Text.Json.Nodes.JsonNode.Parse(JsonSerializer.Serialize(Trained.Value.Model.Maximize(options: Quick)))!.AsObject();
        json.Remove(part);
        Assert.That(() => JsonSerializer.Deserialize<Extremum>(json), Throws.InstanceOf<JsonException>().With.Message.Contains(part));
    }

    [Test]
    public void Answers_that_differ_are_not_equal()
    {
        Extremum found = Trained.Value.Model.Maximize(options: Quick);
        Assert.That(found with { Point = [.. found.Point.Select(x => x + 1)] }, Is.Not.EqualTo(found));
        Assert.That(found with { Goal = Goal.Minimize() }, Is.Not.EqualTo(found));
        Assert.That(found with { Domain = found.Domain.Positive() }, Is.Not.EqualTo(found));
        Assert.That(found with { Support = found.Support with { CentreDistance = 7 } }, Is.Not.EqualTo(found));
        Assert.That(found with { ShadowPrices = [new ShadowPrice("x ≤ 1", 2, "y", null, "kg")] }, Is.Not.EqualTo(found));
    }

    private static TestCaseData Case(object result) => new TestCaseData(result).SetArgDisplayNames(result.GetType().Name);
}
