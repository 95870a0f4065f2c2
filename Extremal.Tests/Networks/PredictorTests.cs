using Extremal.Autodiff;
using Extremal.Memory;
using Extremal.Networks;

namespace Extremal.Tests.Networks;

/// <summary>The predictor: the network's own values for any number of rows, and clear refusals.</summary>
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
internal sealed class PredictorTests
{
    private readonly Network<double> _network = Network<double>.Create(3, [8], 2, Activation.Tanh, seed: 2);

    [Test]
    public void PredictsWhatTheTapeComputes([Values(0, 1, 255, 256, 257, 600)] int rows)
    {
        Slice<double> x = Slice<double>.Copy([.. Enumerable.Range(0, 3 * rows).Select(i => Math.Sin(i))], new Shape(rows, 3));
        Slice<double> y = Slice<double>.Zeros(new Shape(rows, 2));
        new Predictor<double>(_network).Predict(x.Matrix, y.Matrix);
        var tape = new Tape<double>();
        Assert.That(y.Span.ToArray(), Is.EqualTo(_network.Apply(tape.Input(x)).Value.Span.ToArray()));
    }

    /// <summary>Columns of a wider table, read and written through strides.</summary>
    [Test]
    public void TakesAndGivesPartsOfLargerMatrices()
    {
        Slice<double> table = Slice<double>.Copy([.. Enumerable.Range(0, 20).Select(i => i / 10.0)], new Shape(4, 5));
        Slice<double> wide = Slice<double>.Zeros(new Shape(4, 4));
        Slice<double> dense = Slice<double>.Zeros(new Shape(4, 2));
        Slice<double> x = Slice<double>.Zeros(new Shape(4, 3));
        x.Matrix.Assign(table.Matrix.ColumnRange(1, 3));
        var predictor = new Predictor<double>(_network);
        predictor.Predict(x.Matrix, dense.Matrix);
        predictor.Predict(table.Matrix.ColumnRange(1, 3), wide.Matrix.ColumnRange(2, 2));
        for (int i = 0; i < 4; i++)
        {
            Assert.That(wide.Matrix.Row(i).ToArray(), Is.EqualTo(new[] { 0, 0, dense.Matrix[i, 0], dense.Matrix[i, 1] }));
        }
    }

    /// <summary>Panels are kept from the second block of rows on, so every way to change a weight is tried with several.</summary>
    [Test]
    public void FollowsEveryChangeOfTheWeights()
    {
        Slice<double> x = Slice<double>.Copy([.. Enumerable.Range(0, 1800).Select(i => Math.Sin(i))], new Shape(600, 3));
        Slice<double> y = Slice<double>.Zeros(new Shape(600, 2)), fresh = Slice<double>.Zeros(y.Shape);
        var predictor = new Predictor<double>(_network);
        foreach (Action change in new Action[] { () => { }, ChangeAll, ChangeAPart, () => _network.Initialize(new(9)) })
        {
            change();
            predictor.Predict(x.Matrix, y.Matrix);
            predictor.Predict(x.Matrix, y.Matrix);
            new Predictor<double>(_network).Predict(x.Matrix, fresh.Matrix);
            Assert.That(y.Span.ToArray(), Is.EqualTo(fresh.Span.ToArray()), change.Method.Name);
        }

        void ChangeAll() => _network.Weights.All[0] += 1;

        void ChangeAPart()
        {
            _network.Weights["layers.1.weight"].Span[3] -= 1;
            _network.Weights.Touch();
        }
    }

    [Test]
    public void SeesTheWeightsAsTheyAreNow()
    {
        Slice<double> x = Slice<double>.Zeros(new Shape(1, 3));
        Slice<double> y = Slice<double>.Zeros(new Shape(1, 2));
        var predictor = new Predictor<double>(_network);
        predictor.Predict(x.Matrix, y.Matrix);
        _network.Layers[1].Bias.Span[1] += 4;
        predictor.Predict(x.Matrix, y.Matrix);
        Assert.That(y.Span.ToArray(), Is.EqualTo(new double[] { 0, 4 }));
    }

    [TestCase(4, 4, 4, 2)]
    [TestCase(4, 3, 5, 2)]
    [TestCase(4, 3, 4, 3)]
    public void OtherShapesAreRefusedAndNothingIsWritten(int rows, int columns, int resultRows, int resultColumns)
    {
        Slice<double> x = Slice<double>.Zeros(new Shape(rows, columns));
        Slice<double> y = Slice<double>.Zeros(new Shape(resultRows, resultColumns));
        y.Span.Fill(9);
        Assert.That(
            () => new Predictor<double>(_network).Predict(x.Matrix, y.Matrix),
            Throws.ArgumentException.With.Message.Contains($"{rows} × {columns}")
                .And.Message.Contains($"{resultRows} × {resultColumns}").And.Message.Contains("n × 3"));
        Assert.That(y.Span.ToArray(), Is.All.EqualTo(9));
    }
}
