using Extremal.Data;
using Extremal.Formats;
using Extremal.Problems;
using Extremal.Tests.Formats;

namespace Extremal.Tests;

public sealed class RegressorApplicabilityTests
{
    private const string Centre = "data.distances.centre", Neighbour = "data.distances.neighbour";

    [Test]
    public void A_file_keeps_what_is_needed_to_judge_without_rows()
    {
        Regressor regressor = RegressorData.Trained, bare = Regressor.Load(new MemoryStream(regressor.Bytes()));
        Regressor whole = Regressor.Load(new MemoryStream(regressor.Bytes(withRows: true)));
        foreach (Regressor again in (Regressor[])[bare, whole])
        {
            AssertSame(again.ApplicabilityDomain.CentreDistances, regressor.ApplicabilityDomain.CentreDistances);
            AssertSame(again.ApplicabilityDomain.NeighbourDistances, regressor.ApplicabilityDomain.NeighbourDistances);
        }

        double[] points = RegressorData.Points(40, 3);
        for (int i = 0; i < 40; i++)
        {
            Support from = regressor.ApplicabilityDomain.At(points.AsSpan(3 * i, 3)), read = bare.ApplicabilityDomain.At(points.AsSpan(3 * i, 3));
            Assert.That((read.CentreDistance, read.CentreShare), Is.EqualTo((from.CentreDistance, from.CentreShare)));
            Assert.That(whole.ApplicabilityDomain.At(points.AsSpan(3 * i, 3)).Words, Is.EqualTo(from.Words));
        }
    }

    private static void AssertSame(Percentiles? got, Percentiles? wanted) =>
        Assert.That(got!.Numbers.ToArray(), Is.EqualTo(wanted!.Numbers.ToArray()));

    [Test]
    public void A_file_without_the_distances_is_read_and_judged_by_the_covariance()
    {
        var file = new EditedFile(RegressorData.Trained.Bytes());
        Regressor old = Regressor.Load(file.Without(Centre).Without(Neighbour).ToStream());
        Assert.That((old.Summary.CentreDistances, old.Summary.NeighbourDistances), Is.EqualTo(((Percentiles?)null, (Percentiles?)null)));
        double[] mean = [.. old.Summary.InputColumns.Select(column => column.Mean)];
        Assert.That(old.ApplicabilityDomain.At(mean).Verdict, Is.EqualTo(Verdict.Inside));
        Assert.That(Regressor.Load(new MemoryStream(old.Bytes())).ApplicabilityDomain.CentreDistances, Is.Null, "what is not known is not made up");
    }

    [Test]
    public void Malformed_distances_are_named()
    {
        Regressor regressor = RegressorData.Trained;
        double[] falling = [.. Enumerable.Range(0, 101).Select(i => -1.0 * i)], nothing = [.. Enumerable.Repeat(double.NaN, 101)];
        double[] negative = [-0.5, .. new double[100]];
        foreach ((string name, double[] numbers) in ((string, double[])[])
            [(Centre, new double[100]), (Neighbour, nothing), (Centre, falling), (Neighbour, negative)])
        {
            var edited = new Safetensors();
            Safetensors file = Safetensors.Read(new MemoryStream(regressor.Bytes()));
            foreach ((string key, string value) in file.Metadata)
            {
                edited.AddMetadata(key, value);
            }

            foreach (string tensor in file.Names)
            {
                int[] shape = tensor == name ? [numbers.Length] : file.ShapeOf(tensor).ToArray();
                edited.Add(tensor, shape, tensor == name ? numbers : file.Get<double>(tensor, shape));
            }

            var stream = new MemoryStream();
            edited.Write(stream);
            stream.Position = 0;
            Assert.That(() => Regressor.Load(stream), Throws.InstanceOf<MalformedFileException>().With.Message.Contains(name));
        }
    }

    [Test]
    public void Training_does_not_compute_it() =>
        Assert.That(RegressorData.TrainedTwo.Summary.CentreDistances, Is.Null, "it is computed when it is asked for");
}
