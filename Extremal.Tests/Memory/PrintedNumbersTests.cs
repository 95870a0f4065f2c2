using System.Globalization;
using Extremal.Autodiff;
using Extremal.Memory;
using Extremal.Optimization.Regions;
using Extremal.Training;

namespace Extremal.Tests.Memory;

/// <summary>What slices, variables and lists of numbers print, in any culture.</summary>
[SetCulture("de-DE")]
public sealed class PrintedNumbersTests
{
    [Test]
    public void A_slice_shows_its_shape_and_numbers()
    {
        Assert.That($"{Slice<double>.Copy([0.5, -3], new Shape(1, 2))}", Is.EqualTo("1 × 2: [0.5, -3]"));
        Assert.That($"{Slice<float>.Zeros(new Shape(100, 1))}", Is.EqualTo($"100 × 1: [{string.Concat(Enumerable.Repeat("0, ", 16))}…]"));
        Assert.That($"{default(Slice<float>)}", Is.EqualTo("0 × 0, of no block"));
    }

    [Test]
    public void A_variable_shows_its_line_and_value()
    {
        var tape = new Tape<double>();
        Variable<double> x = tape.Constant(Slice<double>.Copy([0.5], Shape.One)), y = x + x;
        Assert.That($"{x} {y}", Is.EqualTo("line 0, 1 × 1: [0.5] line 1, 1 × 1: [1]"));
        tape.Reset();
        Assert.That($"{y}", Is.EqualTo("line 1, gone: its tape was reset"));
        Assert.That($"{default(Variable<double>)}", Is.EqualTo("a variable on no tape"));
    }

    [Test]
    public void Lists_are_cut_and_options_show_theirs()
    {
        Assert.That(ListText.Of<int>([]), Is.EqualTo("[]"));
        Assert.That(ListText.Of<int>([.. Enumerable.Range(0, 16)]), Does.EndWith(", 15]"));
        Assert.That(ListText.Of<int>([.. Enumerable.Range(0, 17)]), Does.EndWith(", 15, …]"));
        Assert.That(ListText.Of((IReadOnlyList<int>?)null), Is.EqualTo("null"));
        Assert.That(new TrainingOptions { Hidden = [3, 4], L2 = 0.5 }.ToString(), Does.StartWith("TrainingOptions { Hidden = [3, 4]").And.Contains("L2 = 0.5"));
        Assert.That(new InfeasibleSubset([0], [], [], [1, 2]).ToString(), Is.EqualTo("lower bounds of coordinates [0] against upper limits of rows [1, 2]"));
    }
}
