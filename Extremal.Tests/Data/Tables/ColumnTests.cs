using System.Globalization;
using Extremal.Data;

namespace Extremal.Tests.Data;

public sealed class ColumnTests
{
    [Test]
    public void Keeps_the_numbers_it_was_made_from()
    {
        var column = new Column("water", 1, 4, 2.5, 0.5, "kg");
        Assert.Multiple(() =>
        {
            Assert.That(column.Name, Is.EqualTo("water"));
            Assert.That(column.Unit, Is.EqualTo("kg"));
            Assert.That((column.Minimum, column.Maximum, column.Mean, column.StandardDeviation), Is.EqualTo((1.0, 4.0, 2.5, 0.5)));
            Assert.That(column.IsConstant, Is.False);
            Assert.That(column.WithUnit(null), Is.EqualTo(new Column("water", 1, 4, 2.5, 0.5)));
        });
    }

    [Test]
    public void A_single_value_has_no_deviation() => Assert.That(new Column("a", 3, 3, 3, 0).IsConstant, Is.True);

    [TestCase(2, 1, 1.5, 0.1, TestName = "Refuses a minimum above the maximum")]
    [TestCase(0, 1, 2, 0.1, TestName = "Refuses a mean above the maximum")]
    [TestCase(0, 1, -1, 0.1, TestName = "Refuses a mean below the minimum")]
    [TestCase(0, 1, 0.5, 1.5, TestName = "Refuses a deviation beyond the range")]
    [TestCase(0, 1, 0.5, -0.1, TestName = "Refuses a negative deviation")]
    [TestCase(0, 1, 0.5, 0, TestName = "Refuses no deviation of different values")]
    [TestCase(0, 1, 0.5, double.NaN, TestName = "Refuses a deviation that is not a number")]
    [TestCase(double.NaN, 1, 0.5, 0.1, TestName = "Refuses a minimum that is not a number")]
    [TestCase(0, double.PositiveInfinity, 0.5, 0.1, TestName = "Refuses an infinite maximum")]
    [TestCase(-1.1e100, 1, 0.5, 0.1, TestName = "Refuses a minimum that is too large")]
    public void Refuses_numbers_that_contradict_each_other(double minimum, double maximum, double mean, double deviation)
    {
        string expected = FormattableString.Invariant(
            $"Column 'water' got minimum {minimum}, mean {mean}, maximum {maximum} and deviation {deviation}; it wants minimum ≤ mean");
        Assert.That(
            () => new Column("water", minimum, maximum, mean, deviation), Throws.ArgumentException.With.Message.StartsWith(expected));
    }

    [Test]
    public void Refuses_a_blank_name_and_a_label_of_other_numbers()
    {
        Assert.That(() => new Column(" ", 0, 1, 0.5, 0.5), Throws.ArgumentException.With.Message.EqualTo("Column got a blank name."));
        Assert.That(() => new Column(null!, 0, 1, 0.5, 0.5), Throws.ArgumentNullException);
        Assert.That(
            () => new Column("type=A", 0, 2, 1, 0.5, null, new Category("type", "A")),
            Throws.ArgumentException.With.Message.EqualTo(
                "Column 'type=A' stands for the label 'A' of 'type' and got numbers from 0 to 2; it wants 0 and 1."));
        Assert.That(
            () => new Column("type=A", 0, 1, 0.5, 0.5, null, new Category("type", " ")),
            Throws.ArgumentException.With.Message.EqualTo(
                "Column 'type=A' got the category 'type' and the label ' '; neither may be blank."));
    }

    [Test]
    public void Its_text_is_the_same_in_every_culture()
    {
        CultureInfo before = CultureInfo.CurrentCulture;
        try
        {
            CultureInfo.CurrentCulture = new CultureInfo("de-DE");
            Assert.That(new Column("a", 0, 1.5, 0.75, 0.5, "mm").ToString(), Is.EqualTo("a [mm]: 0 to 1.5, mean 0.75, deviation 0.5"));
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }
}
