using System.Numerics;
using Extremal.Autodiff;
using Extremal.Memory;
using Extremal.Networks;

namespace Extremal.Tests.Laws;

/// <summary>
/// The law of rows: what a network says of a point, and the gradient there, does not depend on which points stand beside it.
/// </summary>
[TestFixture(typeof(float))]
[TestFixture(typeof(double))]
internal sealed class RowsAreIndependentTests<T> where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private static readonly Shape AllPoints = new(1000, 5);

    private readonly Network<T> _network = Network<T>.Create(5, [33, 20], 3, Activation.GELU, seed: 21);
    private readonly Slice<T> _points = Steps<T>.Random(22, AllPoints);

    /// <summary>
    /// Batches around every tile height and around the predictor's own chunk of 256, as a window that moves on row by row, so that a row
    /// stands at every place of a small batch. The last layer is narrower than a vector, and a little wider.
    /// </summary>
    [Test]
    public void APredictionIsThatOfTheRowAlone([Values(1, 2, 3, 17)] int outputs)
    {
        var predictor = new Predictor<T>(Network<T>.Create(5, [33, 20], outputs, Activation.GELU, seed: 21));
        string Alone(int row) => Predictions(predictor, _points.Rows(row, 1), outputs).Single();
        string[] alone = [.. Enumerable.Range(0, AllPoints.Rows).Select(Alone)];
        foreach (int count in (int[])[.. Enumerable.Range(1, 40), 256, 257, 1000])
        {
            for (int start = 0; start <= Math.Min(count, AllPoints.Rows - count); start += 1 + count / 50)
            {
                string[] got = Predictions(predictor, _points.Rows(start, count), outputs);
                Assert.That(got, Is.EqualTo(alone[start..(start + count)]), $"{count} rows from {start}");
            }
        }
    }

    [Test]
    public void AGradientIsThatOfTheRowAlone()
    {
        string[] all = Gradients(_points.Rows(0, 41));
        Assert.That(Enumerable.Range(0, 41).Select(row => Gradients(_points.Rows(row, 1)).Single()), Is.EqualTo(all));
    }

    /// <summary>NaN and infinity in a row stay there.</summary>
    [Test]
    public void ARuinedRowRuinsNoOther()
    {
        string[] before = Gradients(_points.Rows(0, 30));
        Slice<T> ruined = Slice<T>.Copy(_points.Rows(0, 30).Span, new Shape(30, 5));
        ruined.Matrix[3, 1] = T.NaN;
        ruined.Matrix[17, 4] = T.PositiveInfinity;
        string[] after = Gradients(ruined);
        Assert.That(Enumerable.Range(0, 30).Where(row => after[row] != before[row]), Is.EqualTo(new[] { 3, 17 }));
    }

    private static string[] Predictions(Predictor<T> predictor, Slice<T> points, int outputs)
    {
        Slice<T> y = Slice<T>.Zeros(new Shape(points.Shape.Rows, outputs));
        predictor.Predict(points.Matrix, y.Matrix);
        return Rows(y);
    }

    private string[] Gradients(Slice<T> points)
    {
        var tape = new Tape<T>();
        Slice<T> gradient = Slice<T>.Zeros(points.Shape);
        tape.Backward(_network.Apply(tape.Watch(points, gradient)).Column(1));
        return Rows(gradient);
    }

    private static string[] Rows(Slice<T> matrix) =>
        [.. Enumerable.Range(0, matrix.Shape.Rows).Select(row => Bits.Of(matrix.Matrix.Row(row)))];
}
