using System.Numerics;
using Extremal.Memory;
using Extremal.Optimization.Regions;

namespace Extremal.Tests.Optimization.Regions;

public sealed class FarkasCertificateTests
{
    private const double Free = double.PositiveInfinity;

    private static readonly Box<double> Unit = new([0, 0], [1, 1]);

    private static FarkasCertificate Of(Box<double> box, LinearRows<double> rows, double share = 0) => FarkasCertificate.Of(box, rows, share);

    /// <summary>x + y ≥ 3 in the unit square: it reaches 2.</summary>
    [Test]
    public void WhatTheBoxCannotReachIsContradictory()
    {
        FarkasCertificate certificate = Of(Unit, PolytopeTests.Rows([[1, 1], [1, -1]], [3, -Free], [Free, 9]));
        InfeasibleSubset conflict = certificate.Prove([2, 0])!;
        Assert.That((conflict.Minimum, conflict.Maximum, conflict.Lower, conflict.Upper), Is.EqualTo(
            ((int[])[0], (int[])[], (int[])[], (int[])[0, 1])));
        Assert.That(certificate.Prove([-1, 0]), Is.Null, "there is no high limit");
        Assert.That(certificate.Prove([0, 0]), Is.Null);
        Assert.That(certificate.Prove([1, -1]), Is.Null, "x + y − (x − y) ≥ 3 − 9 = −6 holds everywhere");
    }

    /// <summary>A limit that is missed by the last digit is missed; not if sums count as met so near.</summary>
    [Test]
    public void TheLastDigitDecidesUnlessItIsAllowed()
    {
        double beyond = Math.BitIncrement(2.0);
        Assert.That(Of(Unit, PolytopeTests.Rows([[1, 1]], [2], [Free])).Prove([1]), Is.Null, "they touch");
        Assert.That(Of(Unit, PolytopeTests.Rows([[1, 1]], [beyond], [Free])).Prove([1]), Is.Not.Null);
        Assert.That(Of(Unit, PolytopeTests.Rows([[1, 1]], [beyond], [Free]), 1e-15).Prove([1]), Is.Null);
        LinearRows<double> slack = new(new ReadOnlyMatrix<double>([1, 1], new Shape(1, 2)), [2.5], [Free], [(0.6, 0)]);
        Assert.That(Of(Unit, slack).Prove([1]), Is.Null, "it may be missed by 0.6");
    }

    /// <summary>3x + 0.1y ≥ 1, −x + 0.2y ≥ 1 and 5x + 0.7y ≤ 1.9 in the whole plane: weights near (…, …, −1) cancel both exactly, or nothing is proven.</summary>
    [Test]
    public void WithoutBoundsMultipliersCancelExactly()
    {
        var plane = new Box<double>([-Free, -Free], [Free, Free]);
        double[][] rows = [[3, 0.1], [-1, 0.2], [5, 0.7]];
        // 5 = 3u − v and 0.7 = 0.1u + 0.2v give u = 17/7, v = 16/7; the limits add up to 33/7 − 1.9.
        double[] rounded = [17.0 / 7, 16.0 / 7, -1];
        LinearRows<double> three = PolytopeTests.Rows(rows, [1, 1, -Free], [Free, Free, 1.9]);
        Assert.That(Of(plane, three).Prove(rounded)!.Maximum, Is.EqualTo(new[] { 2 }));
        Assert.That(Of(plane, PolytopeTests.Rows(rows, [1, 1, -Free], [Free, Free, 4.8])).Prove(rounded), Is.Null, "33/7 is less");
        LinearRows<double> two = PolytopeTests.Rows([[3, 0.1], [3, Math.BitIncrement(0.1)]], [1, -Free], [Free, 0]);
        Assert.That(Of(plane, two).Prove([1, -1]), Is.Null, "the lines are not parallel: they meet far out");
        Assert.That(Of(new([-1e9, -1e9], [1e9, 1e9]), two).Prove([1, -1]), Is.Not.Null, "but not in this box");
        Assert.That(Of(new([-Free, -5], [Free, 5]), two).Prove([1, -1]), Is.Not.Null, "x cancels exactly, y is bounded");
    }

    [Test]
    public void DyadicNumbersAreExact()
    {
        double[] numbers = [0, 1, -1, 0.1, -3e300, 5e-324, -2.2250738585072014e-308, double.MaxValue, 1 / 3.0];
        foreach (double x in numbers)
        {
            Assert.That(Back(Dyadic.Of(x)), Is.EqualTo(x));
            foreach (double y in numbers.Where(y => Math.Abs(y) < 1e10 && Math.Abs(x) < 1e10))
            {
                Assert.That(Back(Dyadic.Of(x) + Dyadic.Of(y)), Is.EqualTo(x + y), $"{x} + {y}, rounded once");
                Assert.That((Dyadic.Of(x) - Dyadic.Of(y)).Sign, Is.EqualTo(x.CompareTo(y)));
                Assert.That((Dyadic.Of(x) * Dyadic.Of(y)).Sign, Is.EqualTo(Math.Sign(x) * Math.Sign(y)));
            }
        }

        // To nearest, ties to even, as a sum of doubles is.
        static double Back(Dyadic number)
        {
            (BigInteger magnitude, int exponent) = (BigInteger.Abs(number.Mantissa), number.Exponent);
            int excess = Math.Max((int)magnitude.GetBitLength() - 53, Math.Max(-1074 - exponent, 0));
            BigInteger kept = magnitude >> excess, half = excess == 0 ? 0 : BigInteger.One << (excess - 1), rest = magnitude - (kept << excess);
            kept += excess > 0 && (rest > half || (rest == half && !kept.IsEven)) ? 1 : 0;
            return number.Sign * Math.ScaleB((double)kept, exponent + excess);
        }
    }
}
