using Extremal.Autodiff;
using Extremal.Memory;

namespace Extremal.Tests.Autodiff;

/// <summary>How the tape walks back: what adds up, what is left alone, what a row receives.</summary>
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
internal sealed class TapeTests
{
    private readonly Tape<double> _tape = new();
    private readonly Slice<double> _x = Slice<double>.Copy([1, 2, 3, 4, 5, 6], new Shape(3, 2));
    private readonly Slice<double> _dx = Slice<double>.Zeros(new Shape(3, 2));

    [Test]
    public void AVariableUsedTwiceReceivesBothAdjoints()
    {
        Variable<double> x = _tape.Watch(_x, _dx);
        _tape.Backward((x * x + x).Sum());
        Assert.That(_dx.Span.ToArray(), Is.EqualTo(new double[] { 3, 5, 7, 9, 11, 13 }));
    }

    [Test]
    public void OneLeafWatchedTwiceSharesItsAdjoint([Values] bool accumulate)
    {
        _dx.Span.Fill(100);
        Variable<double> a = _tape.Watch(_x, _dx);
        Variable<double> b = _tape.Watch(_x, _dx);
        _tape.Backward((a * b + 3.0 * b).Sum(), accumulate);
        double before = accumulate ? 100 : 0;
        Assert.That(_dx.Span.ToArray(), Is.EqualTo(_x.Span.ToArray().Select(x => before + 2 * x + 3)));
    }

    [Test]
    public void AColumnGivesEachRowTheGradientOfItsOwnValue()
    {
        Variable<double> x = _tape.Watch(_x, _dx);
        _tape.Backward(x.Square().RowSums());
        Assert.That(_dx.Span.ToArray(), Is.EqualTo(new double[] { 2, 4, 6, 8, 10, 12 }));
    }

    [Test]
    public void ALeafMayBeTheResult()
    {
        Slice<double> column = Slice<double>.Copy([7, 8], new Shape(2, 1));
        Slice<double> adjoint = Slice<double>.Copy([5, 5], new Shape(2, 1));
        Variable<double> x = _tape.Watch(column, adjoint);
        _tape.Backward(x);
        _tape.Backward(x, accumulate: true);
        Assert.That(adjoint.Span.ToArray(), Is.EqualTo(new double[] { 2, 2 }));
    }

    [Test]
    public void WhatTheResultDoesNotDependOnGetsZero()
    {
        _dx.Span.Fill(9);
        Slice<double> one = Slice<double>.Zeros(Shape.One);
        Variable<double> other = _tape.Watch(one, Slice<double>.Zeros(Shape.One));
        _tape.Watch(_x, _dx);
        _tape.Backward(other.Exp());
        Assert.That(_dx.Span.ToArray(), Is.All.Zero);
    }

    [Test]
    public void AResultThatDependsOnNothingWatchedLeavesZeros()
    {
        _dx.Span.Fill(9);
        _tape.Watch(_x, _dx);
        _tape.Backward(_tape.Input(_x).Sum());
        Assert.That(_dx.Span.ToArray(), Is.All.Zero);
    }

    /// <summary>log 0 = −∞ with slope ∞ lies on the tape, before and after the result, but not on the backward pass.</summary>
    [Test]
    public void AnInfinityBesideTheResultSpoilsNothing()
    {
        _x.Span[0] = 0;
        Variable<double> x = _tape.Watch(_x, _dx);
        Variable<double> before = x.Log();
        Variable<double> result = (2.0 * x).Sum();
        Variable<double> after = (before * result).Sum();
        _tape.Backward(result);
        Assert.That(after.Value[0, 0], Is.Not.EqualTo(0));
        Assert.That(_dx.Span.ToArray(), Is.All.EqualTo(2.0));
    }

    [Test]
    public void LaterWalksForgetEarlierOnes()
    {
        Variable<double> x = _tape.Watch(_x, _dx);
        Variable<double> square = x.Square().Sum();
        Variable<double> triple = (x * 3.0).Sum();
        _tape.Backward(triple);
        _tape.Backward(square);
        _tape.Backward(triple);
        Assert.That(_dx.Span.ToArray(), Is.All.EqualTo(3.0));
    }

    [Test]
    public void AReplayReadsTheLeavesAsTheyAreNow()
    {
        Variable<double> y = _tape.Input(_x).Sum();
        _x.Span[5] = 106;
        double before = y.Value[0, 0];
        _tape.Replay();
        Assert.That((before, y.Value[0, 0]), Is.EqualTo((21.0, 121.0)));
    }

    [Test]
    public void MemoryIsKeptOverAReset()
    {
        for (int i = 0; i < 3; i++)
        {
            _tape.Reset();
            Assert.That(_tape.Count, Is.Zero);
            Variable<double> x = _tape.Watch(_x, _dx);
            _tape.Backward((x * (x + i)).Sum());
            Assert.That(_dx.Span.ToArray(), Is.EqualTo(_x.Span.ToArray().Select(v => 2 * v + i)));
        }
    }

    /// <summary>More lines than the tape has room for at first, and adjoints over several blocks.</summary>
    [Test]
    public void ALongTapeGrows()
    {
        Variable<double> y = _tape.Watch(_x, _dx);
        for (int i = 0; i < 1000; i++)
        {
            y += 1.0;
        }

        _tape.Backward(y.Sum());
        Assert.That((_tape.Count, _dx.Span[3], y.Value[2, 1]), Is.EqualTo((2002, 1.0, 1006.0)));
    }

    [Test]
    public void NoRowsAreABatchToo()
    {
        Slice<double> none = Slice<double>.Zeros(new Shape(0, 2));
        Variable<double> x = _tape.Watch(none, none);
        Variable<double> y = (x.Square() + 1.0).RowSums();
        _tape.Backward(y);
        Assert.That((y.Shape, x.Sum().Value[0, 0]), Is.EqualTo((new Shape(0, 1), 0.0)));
    }

    [Test]
    public void AFormulaOfTheUsersOwnIsAnOperation()
    {
        Variable<double> x = _tape.Watch(_x, _dx);
        Variable<double> y = x.Apply<Reciprocal>();
        _tape.Backward(y.Sum());
        Assert.That((y.Value[1, 1], _dx.Span[3]), Is.EqualTo((0.25, -1.0 / 16)));
    }
}
