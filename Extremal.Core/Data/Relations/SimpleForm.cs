using System.Globalization;

namespace Extremal.Data;

/// <summary>
/// The simplest numbers with which a relation that was found by computing is still true: fractions with small denominators, brought to
/// whole numbers where possible, and a value of few digits.
/// </summary>
internal static class SimpleForm
{
    private const int GreatestDenominator = 64;

    /// <summary>What a dependence between standardised columns says in the user's units.</summary>
    /// <param name="dependence">Column = Σ coefficient · other, each with mean 0 and deviation 1.</param>
    /// <param name="inputs">The columns with means and deviations.</param>
    /// <param name="tolerance">How many deviations of the dependent column a coefficient may be changed by.</param>
    public static Relation Of(Dependence dependence, IReadOnlyList<Column> inputs, double tolerance)
    {
        double own = inputs[dependence.Column].StandardDeviation;
        var columns = new List<int>();
        var coefficients = new List<double>();
        for (int j = 0; j < inputs.Count; j++)
        {
            double share = dependence.Coefficients[j];
            if (j == dependence.Column || Math.Abs(share) > tolerance)
            {
                columns.Add(j);
                double ratio = own / inputs[j].StandardDeviation;
                coefficients.Add(j == dependence.Column ? 1 : Nearest(-share * ratio, tolerance * ratio));
            }
        }

        double[] whole = Whole([.. coefficients]);
        if (whole[^1] < 0)
        {
            whole = Array.ConvertAll(whole, a => -a);
        }

        return Relation.Of([.. columns], whole, Value([.. columns], whole, inputs, tolerance), inputs);
    }

    // The fraction with the least denominator within reach; the number itself if there is none.
    private static double Nearest(double number, double reach)
    {
        for (int denominator = 1; denominator <= GreatestDenominator; denominator++)
        {
            double numerator = Math.Round(number * denominator);
            if (numerator != 0 && Math.Abs(number - numerator / denominator) <= reach)
            {
                return numerator / denominator;
            }
        }

        return number;
    }

    // Times the least number that makes all of them whole, if there is a small one.
    private static double[] Whole(double[] numbers)
    {
        for (int factor = 1; factor <= GreatestDenominator; factor++)
        {
            double[] products = Array.ConvertAll(numbers, number => Math.Round(number * factor));
            bool all = true;
            for (int i = 0; i < numbers.Length; i++)
            {
                all &= Math.Abs(products[i] - numbers[i] * factor) <= 1e-12 * Math.Abs(products[i]);
            }

            if (all)
            {
                return products;
            }
        }

        return numbers;
    }

    // The mean of the sum is its value in every row, up to rounding; the number of fewest digits that is as near stands for it.
    private static double Value(int[] columns, double[] coefficients, IReadOnlyList<Column> inputs, double tolerance)
    {
        double value = 0, magnitude = 0, deviation = 0;
        for (int i = 0; i < columns.Length; i++)
        {
            Column input = inputs[columns[i]];
            value += coefficients[i] * input.Mean;
            magnitude += Math.Abs(coefficients[i] * input.Mean);
            deviation += Math.Abs(coefficients[i]) * input.StandardDeviation;
        }

        double reach = tolerance * deviation + 1e-14 * magnitude;
        for (int digits = 0; digits < 15 && Math.Abs(value) > reach; digits++)
        {
            string text = value.ToString(FormattableString.Invariant($"E{digits}"), CultureInfo.InvariantCulture);
            double rounded = double.Parse(text, CultureInfo.InvariantCulture);
            if (Math.Abs(rounded - value) <= reach)
            {
                return rounded;
            }
        }

        return Math.Abs(value) <= reach ? 0 : value;
    }
}
