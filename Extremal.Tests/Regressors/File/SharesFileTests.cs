using Extremal.Formats;
using Extremal.Networks;
using Extremal.Problems;
using Extremal.Tests.Formats;
using Extremal.Tests.Laws;
using Extremal.Tests.Networks;
using Extremal.Tests.Problems;

namespace Extremal.Tests;

/// <summary>Files of models whose members are of unlike forms and count by shares.</summary>
public sealed class SharesFileTests
{
    private static readonly Regressor Mixture = Of(hasShares: true);

    private static Regressor Of(bool hasShares)
    {
        // The last member's form is the first one's again, and is not written.
        Network<double>[] networks = [.. Mixed.Networks(2, 2, 3), Network<double>.Create(2, [7], 2, Activation.Tanh, 9)];
        Surrogate one = HandMade.Of(networks[0]);
        double[][]? shares = hasShares ? Mixed.Shares(networks.Length, 2, 3, without: 1) : null;
        return new Regressor(new Surrogate(networks, one.InputScaling, one.OutputScaling, one.Summary, shares), null);
    }

    private static EditedFile Edit() => new(Mixture.Bytes());

    private static double[] Predicted(Regressor model)
    {
        double[] outputs = new double[60];
        model.Predict([.. Enumerable.Range(0, 60).Select(i => 3 * Math.Sin(i))], outputs);
        return outputs;
    }

    private static void AssertRefused(EditedFile file, string where, string why = "")
    {
        MalformedFileException? refusal = Assert.Throws<MalformedFileException>(() => Regressor.Load(file.ToStream()), where);
        Assert.That(refusal?.Location, Does.Contain(where));
        Assert.That(refusal?.Reason, Does.Contain(why));
    }

    [Test]
    public void Forms_and_shares_come_back_to_the_bit([Values] bool hasShares)
    {
        Regressor model = Of(hasShares), again = Regressor.Load(new MemoryStream(model.Bytes()));
        (Surrogate before, Surrogate after) = (model.Surrogate, again.Surrogate);
        Assert.That(after.Members.Select(network => network.ToString()), Is.EqualTo(before.Members.Select(network => network.ToString())));
        string[] Weights(Surrogate of) => [.. of.Members.Select(network => Bits.Of(network.Weights.All))];
        Assert.That(Weights(after), Is.EqualTo(Weights(before)));
        Assert.That(after.HasEqualShares, Is.EqualTo(!hasShares));
        for (int k = 0; k < before.Members.Count; k++)
        {
            Assert.That((after.Share(k, 0), after.Share(k, 1)), Is.EqualTo((before.Share(k, 0), before.Share(k, 1))));
        }

        Assert.That(Bits.Of(Predicted(again)), Is.EqualTo(Bits.Of(Predicted(model))));
        Assert.That(again.Gradient([0.5, 1], 1), Is.EqualTo(model.Gradient([0.5, 1], 1)));
        Assert.That(again.Bytes(), Is.EqualTo(model.Bytes()), "saved again, the same file");
    }

    [Test]
    public void Members_of_one_form_say_it_once()
    {
        string[] keys = [.. Edit().Keys.Where(key => key.Split('.')[^1] is "layers" or "activations")];
        Assert.That(keys, Is.EquivalentTo(new[]
        {
            "network.layers", "network.activations", "members.1.layers", "members.1.activations", "members.2.layers", "members.2.activations",
            "members.3.layers", "members.3.activations",
        }));
    }

    [TestCase(0, -0.25)]
    [TestCase(3, double.NaN)]
    [TestCase(5, double.PositiveInfinity)]
    [TestCase(9, 0.9)]
    public void Shares_without_sense_are_named(int index, double share)
    {
        Assert.DoesNotThrow(() => Regressor.Load(Edit().ToStream()));
        AssertRefused(Edit().Number("network.shares", index, share), "tensor \"network.shares\"", "do not add up to one");
    }

    [Test]
    public void Shares_of_another_shape_are_named()
    {
        AssertRefused(Edit().Tensor("network.shares", [5, 1], 0.2, 0.2, 0.2, 0.2, 0.2), "network.shares");
        AssertRefused(Edit().Tensor("network.shares", [4, 2], 1, 1, 0, 0, 0, 0, 0, 0), "network.shares");
        AssertRefused(Edit().Tensor("network.shares", [10], 1, 1, 0, 0, 0, 0, 0, 0, 0, 0), "network.shares");
    }

    [Test]
    public void Forms_without_sense_are_named()
    {
        AssertRefused(Edit().Metadata("members.2.activations", null), "members.2.activations");
        AssertRefused(Edit().Metadata("members.2.layers", null), "members.2.layers");
        AssertRefused(Edit().Metadata("members.2.activations", "square radialGaussian"), "members.2.activations", "2 activations for 3 layers");
        AssertRefused(Edit().Metadata("members.3.activations", "square radialCauchy identity"), "members.3.activations", "'radialCauchy'");
        AssertRefused(Edit().Metadata("members.3.layers", "8 4 3"), "members.3.layers", "3 outputs");
        AssertRefused(Edit().Metadata("members.3.layers", "8 5 2"), "members.3.layers.1.weight");
        AssertRefused(Edit().Metadata("members.3.layers", "8 1000000 2"), "members.3.layers.1.weight");
        AssertRefused(Edit().Metadata("members.2.layers", null).Metadata("members.2.activations", null), "members.2.layers.0.weight");
        AssertRefused(
            Edit().Metadata("members.4.layers", "3 2").Metadata("members.4.activations", "tanh identity"), "members.4.layers.0.weight");
        AssertRefused(Edit().Without("members.3.layers.2.bias"), "members.3.layers.2.bias");
        AssertRefused(Edit().Number("members.2.layers.0.weight", 1, double.NaN), "members.2.layers.0.weight");
    }

    /// <summary>What a single network's file holds beside it is refused by name, as other tensors are.</summary>
    [Test]
    public void Shares_of_a_single_network_have_to_be_one()
    {
        EditedFile One() => new(new Regressor(Mixture.Surrogate.Only(0), null).Bytes());
        Assert.That(One().Names, Has.No.Member("network.shares"));
        AssertRefused(One().Tensor("network.shares", [1, 2], 1, 1), "network.shares");
    }
}
