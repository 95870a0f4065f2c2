using System.Buffers;
using System.Numerics.Tensors;

namespace Extremal.Tests;

public sealed class RegressorPredictTests
{
    private static readonly double[] Points = RegressorData.Points(301, 7);

    [TestCase(1)]
    [TestCase(2)]
    public void Every_form_of_points_gives_the_same_bits(int outputs)
    {
        Regressor regressor = outputs == 1 ? RegressorData.Trained : RegressorData.TrainedTwo;
        double[] expected = regressor.PredictAll(Points);
        double[,] array = new double[301, 3];
        double[] wide = new double[301 * 7], turned = new double[903];
        for (int i = 0; i < 903; i++)
        {
            array[i / 3, i % 3] = turned[i % 3 * 301 + i / 3] = wide[i / 3 * 7 + 2 + i % 3] = Points[i];
        }

        Assert.That(regressor.Predict(array).Cast<double>(), Is.EqualTo(expected), "double[,]");
        Tensor<double> tensor = Tensor.Create(Points, [301, 3]);
        Tensor<double> predicted = regressor.Predict(tensor);
        Assert.That(predicted.Lengths.ToArray(), Is.EqualTo(new nint[] { 301, outputs }));
        Assert.That(predicted.ToArray(), Is.EqualTo(expected), "Tensor");

        double[] Into(in ReadOnlyTensorSpan<double> from)
        {
            double[] to = new double[301 * outputs];
            regressor.Predict(from, new TensorSpan<double>(to, [301, outputs]));
            return to;
        }

        Assert.That(Into(new ReadOnlyTensorSpan<double>(Points, [301, 3])), Is.EqualTo(expected), "dense");
        Assert.That(Into(new ReadOnlyTensorSpan<double>(wide.AsSpan(2), [301, 3], [7, 1])), Is.EqualTo(expected), "strided");
        Assert.That(Into(new ReadOnlyTensorSpan<double>(turned, [301, 3], [1, 301])), Is.EqualTo(expected), "transposed");
        Assert.That(Into(new ReadOnlyTensorSpan<double>(wide, [301, 7]).Slice([NRange.All, 2..5])), Is.EqualTo(expected), "sliced");
    }

    [Test]
    public void A_strided_destination_is_filled_and_nothing_beside_it()
    {
        double[] expected = RegressorData.TrainedTwo.PredictAll(Points), wide = new double[301 * 5];
        wide.AsSpan().Fill(-9);
        RegressorData.TrainedTwo.Predict(new ReadOnlyTensorSpan<double>(Points, [301, 3]),
            new TensorSpan<double>(wide.AsSpan(1), [301, 2], [5, 2]));
        for (int i = 0; i < 301; i++)
        {
            Assert.That(wide[(5 * i)..(5 * i + 5)], Is.EqualTo(new[] { -9, expected[2 * i], -9, expected[2 * i + 1], -9 }));
        }
    }

    [Test]
    public void A_row_alone_has_the_bits_of_the_row_in_a_batch()
    {
        double[] expected = RegressorData.Trained.PredictAll(Points);
        for (int i = 0; i < 301; i++)
        {
            Assert.That(RegressorData.Trained.Predict(Points[3 * i], Points[3 * i + 1], Points[3 * i + 2]), Is.EqualTo(expected[i]));
            Assert.That(RegressorData.Trained.Surrogate.Value(Points.AsSpan(3 * i, 3), 0, []), Is.EqualTo(expected[i]));
        }
    }

    [Test]
    public void Eight_threads_at_once_predict_what_one_does()
    {
        Regressor regressor = RegressorData.TrainedTwo;
        double[][] points = [.. Enumerable.Range(0, 8).Select(i => RegressorData.Points(40 + 61 * i, i))], together = new double[8][];
        double[][] alone = [.. points.Select(regressor.PredictAll)];
        Thread[] threads = [.. Enumerable.Range(0, 8).Select(i => new Thread(() =>
        {
            for (int again = 0; again < 20; again++)
            {
                together[i] = regressor.PredictAll(points[i]);
            }
        }))];
        Array.ForEach(threads, thread => thread.Start());
        Array.ForEach(threads, thread => thread.Join());
        Assert.That(together, Is.EqualTo(alone));
    }

    [Test]
    public void The_gradient_is_that_of_differences_in_the_users_units()
    {
        double[] step = [200, 0.3, 0.002], point = [37_000, 310, 0.4];
        foreach (Regressor regressor in (Regressor[])[RegressorData.Trained, RegressorData.TrainedTwo])
        {
            for (int output = 0; output < regressor.Surrogate.Outputs; output++)
            {
                double[] gradient = regressor.Gradient(point, output);
                for (int j = 0; j < 3; j++)
                {
                    double Moved(int times)
                    {
                        double[] moved = [.. point];
                        moved[j] += times * step[j];
                        return regressor.PredictAll(moved)[output];
                    }

                    double slope = (45 * (Moved(1) - Moved(-1)) - 9 * (Moved(2) - Moved(-2)) + Moved(3) - Moved(-3)) / (60 * step[j]);
                    double scale = regressor.Summary.TargetColumns[output].StandardDeviation / regressor.Summary.InputColumns[j].StandardDeviation;
                    Assert.That(gradient[j], Is.EqualTo(slope).Within(1e-8 * scale), $"output {output} by input {j}");
                }
            }
        }
    }

    [Test]
    public void No_points_give_no_predictions()
    {
        Regressor regressor = RegressorData.Trained;
        Assert.DoesNotThrow(() => regressor.Predict([], Span<double>.Empty));
        Assert.That(regressor.Predict(new double[0, 3]), Is.EqualTo(new double[0, 1]));
        Assert.That(regressor.Predict(Tensor.CreateFromShape<double>([0, 3])).Lengths.ToArray(), Is.EqualTo(new nint[] { 0, 1 }));
    }

    [Test]
    public void Mistakes_name_the_shapes_and_write_nothing()
    {
        Regressor one = RegressorData.Trained, two = RegressorData.TrainedTwo;
        double[] room = [5, 5, 5, 5];
        Assert.That(() => one.Predict(1, 2), Throws.ArgumentException.With.Message.Contains("2 numbers").And.Message.Contains("3 a point"));
        Assert.That(() => one.Predict([]), Throws.ArgumentException);
        Assert.That(() => one.Predict(1, 2, 3, 4, 5, 6), Throws.ArgumentException);
        Assert.That(() => two.Predict(1, 2, 3), Throws.InvalidOperationException.With.Message.Contains("2 outputs"));
        Assert.That(() => one.Predict(new double[6], room), Throws.ArgumentException.With.Message.Contains("room for 4"));
        Assert.That(() => two.Predict(new double[7], room), Throws.ArgumentException.With.Message.Contains("7 numbers"));
        Assert.That(() => one.Predict(new double[2, 4]),
            Throws.ArgumentException.With.Message.Contains("2 × 4").And.Message.Contains("n × 3"));
        Assert.That(() => one.Predict(Tensor.CreateFromShape<double>([3])), Throws.ArgumentException.With.Message.Contains("n × 3"));
        Assert.That(() => one.Predict(Tensor.CreateFromShape<double>([2, 3, 1])),
            Throws.ArgumentException.With.Message.Contains("2 × 3 × 1"));
        Assert.That(() => two.Predict(new ReadOnlyTensorSpan<double>(new double[6], [2, 3]), new TensorSpan<double>(room, [4, 1])),
            Throws.ArgumentException.With.Message.Contains("4 × 1").And.Message.Contains("n × 2"));
        Assert.Throws<ArgumentNullException>(() => one.Predict((double[,])null!));
        Assert.Throws<ArgumentNullException>(() => one.Predict((Tensor<double>)null!));
        Assert.That(() => one.Gradient([1, 2]), Throws.ArgumentException.With.Message.Contains("2 numbers"));
        Assert.That(() => one.Gradient([1, 2, 3], 1), Throws.ArgumentException.With.Message.Contains("output 1"));
        Assert.That(room, Is.All.EqualTo(5));
    }
}
