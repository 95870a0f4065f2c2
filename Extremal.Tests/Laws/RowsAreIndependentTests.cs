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
    private static readonly Shape AllPoints = new(300, 5);

    private readonly Network<T> _network = Network<T>.Create(5, [33, 20], 3, Activation.GELU, seed: 21);
    private readonly Slice<T> _points = Steps<T>.Random(22, AllPoints);

    /// <summary>Batches around every tile height and around the predictor's own chunk of 256.</summary>
    [Test]
    public void APredictionIsThatOfTheRowAlone()
    {
        string[] alone = [.. Enumerable.Range(0, AllPoints.Rows).Select(row => Predictions(_points.Rows(row, 1)).Single())];
        foreach (int count in new[] { 2, 3, 4, 5, 13, 14, 15, 29, 64, 255, 256, 257, 300 })
        {
            int start = (AllPoints.Rows - count) / 2;
            Assert.That(Predictions(_points.Rows(start, count)), Is.EqualTo(alone[start..(start + count)]), $"{count} rows");
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

    private string[] Predictions(Slice<T> points)
    {
        Slice<T> y = Slice<T>.Zeros(new Shape(points.Shape.Rows, 3));
        new Predictor<T>(_network).Predict(points.Matrix, y.Matrix);
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
