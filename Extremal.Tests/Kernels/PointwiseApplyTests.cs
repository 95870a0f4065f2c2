using System.Numerics;
using Extremal.Kernels;
using Extremal.Kernels.Functions;
using Extremal.Kernels.Lanes;

namespace Extremal.Tests.Kernels;

/// <summary>What the loops may read: a function that looks for a mark laid behind the end of every span.</summary>
[TestFixture(typeof(float))]
[TestFixture(typeof(double))]
public sealed class PointwiseApplyTests<T> where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private const double Mark = 12345;

    [Test]
    public void Nothing_behind_the_span_is_read_or_written()
    {
        foreach (int bits in Widths.All)
        {
            for (int count = 0; count <= 40; count++)
            {
                T[] x = [.. Enumerable.Repeat(T.One, count), .. Enumerable.Repeat(T.CreateTruncating(Mark), 64)];
                T[] y = [.. x];
                T[] dx = [.. x];
                var apply = new Pointwise.ApplyLoop<T, Spy>(default, x.AsSpan(0, count), y.AsSpan(0, count));
                Widths.Run<T, Pointwise.ApplyLoop<T, Spy>>(bits, ref apply);
                var slope = new Pointwise.ApplySlopeLoop<T, Spy>(
                    default, x.AsSpan(0, count), y.AsSpan(0, count), x.AsSpan(0, count), dx.AsSpan(0, count));
                Widths.Run<T, Pointwise.ApplySlopeLoop<T, Spy>>(bits, ref slope);
                Assert.That(y[..count], Is.All.EqualTo(T.One), $"{bits} bits, {count} elements");
                Assert.That(dx[..count], Is.All.EqualTo(T.One + T.One), $"{bits} bits, {count} elements");
                Assert.That(y[count..].Concat(dx[count..]), Is.All.EqualTo(T.CreateTruncating(Mark)), $"{bits} bits, {count} elements");
            }
        }
    }

    [Test]
    public void An_input_that_the_slope_does_not_read_may_be_left_out()
    {
        T[] y = [T.Zero, T.One];
        T[] dx = new T[2];
        Pointwise.ApplySlope<T, ReLU>(default, [], y, [T.One, T.One], dx);
        Assert.That(dx, Is.EqualTo(new[] { T.Zero, T.One }));
        Assert.That(() => Pointwise.ApplySlope<T, Square>(default, [], y, y, dx), Throws.ArgumentException);
    }

    private readonly struct Spy : IElementwiseFunction
    {
        public static bool DerivativeReadsInput => true;

        public V Value<V, U>(V x) where V : struct, ILanes<V, U> where U : unmanaged, IBinaryFloatingPointIeee754<U>
        {
            var lanes = new U[V.Count];
            x.Store(ref lanes[0], 0);
            Assert.That(lanes, Has.None.EqualTo(U.CreateTruncating(Mark)), "read behind the end");
            return x;
        }

        public V Derivative<V, U>(V x, V y) where V : struct, ILanes<V, U> where U : unmanaged, IBinaryFloatingPointIeee754<U> =>
            Value<V, U>(x) * Value<V, U>(y);
    }
}
