using Extremal.Autodiff;
using Extremal.Data;
using Extremal.Extrema;
using Extremal.Formats;
using Extremal.Kernels;
using Extremal.Memory;
using Extremal.Networks;
using Extremal.Problems;
using Extremal.Results;
using Extremal.Training;

namespace Extremal.Tests;

/// <summary>What a caller holds stays as it was, and what does not fit is refused instead of answered.</summary>
internal sealed class RegressorPromisesTests
{
    private static readonly TrainingOptions Short = new() { Hidden = [6], Epochs = 12, BatchSize = 16 };

    [Test]
    public void ADomainOfTheSameColumnsInAnotherOrderIsRefused()
    {
        Regressor model = Regressor.Train(Some(), Short);
        Dataset other = Dataset.Create(new double[,] { { 0, 0 }, { 1, 1 } }, [0, 1], ["b", "a"]);
        Assert.That(() => model.Maximize(Domain.Of(other).Fix("a", 1)), Throws.ArgumentException.With.Message.Contains("b, a"));
    }

    [Test]
    public void AGoalThatMixesRowsIsRefused([Values] bool mean)
    {
        Regressor model = Regressor.Train(Some(), Short);
        Goal mixed = Goal.Of("mixed", c => c.Outputs.Column(0) - (mean ? c.Inputs.Mean() : c.Inputs.Sum()));
        Assert.That(() => model.Extremize(mixed), Throws.ArgumentException.With.Message.Contains("mixed"));
    }

    [Test]
    public void GoingOnLeavesTheEarlierResultAsItWas()
    {
        using var source = new CancellationTokenSource();
        var cancelling = new Receiver(progress => { if (progress.Epoch == 4) { source.Cancel(); } });
        Regressor first = Regressor.Train(Some(), Short, cancelling, source.Token);
        Regressor second = Regressor.Train(Some(), Short, state: first.State), third = Regressor.Train(Some(), Short, state: first.State);
        Assert.Multiple(() =>
        {
            Assert.That(first.State!.Epoch, Is.EqualTo(4));
            Assert.That(first.Training!.History.Training, Has.Count.EqualTo(4));
            Assert.That(Weights(second), Is.EqualTo(Weights(Regressor.Train(Some(), Short))));
            Assert.That(Weights(third), Is.EqualTo(Weights(second)));
        });
    }

    [Test]
    public void AReceiverThatThrowsLeavesAStateToGoOnFrom()
    {
        Samples<double> samples = new(Filled(new Shape(40, 2), 0), Filled(new Shape(40, 1), 1));
        Network<double> New() => Network<double>.Create(2, [6], 1, Activation.Tanh, seed: 3);
        Network<double> network = New(), whole = New();
        var trainer = new Trainer<double>(network, samples, null, Short);
        Assert.Throws<OperationCanceledException>(() => trainer.Run(new Receiver(_ => throw new OperationCanceledException())));

        new Trainer<double>(network, samples, null, Short, trainer.State).Run();
        new Trainer<double>(whole, samples, null, Short).Run();
        Assert.That(network.Weights.All.SequenceEqual(whole.Weights.All));
    }

    [Test]
    public void AStateWithNumbersThatAreNotFiniteIsMalformed()
    {
        using var stream = new MemoryStream();
        Regressor.Train(Some(), Short).State!.Save(stream);
        byte[] bytes = stream.ToArray();
        bytes.AsSpan(bytes.Length - 64).Fill(0xFF);
        Assert.Throws<MalformedFileException>(() => TrainingState<double>.Load(new MemoryStream(bytes)));
    }

    [Test]
    public void RowsAreSavedWithTheirWeightsAndGroups()
    {
        Dataset data = Some();
        data = data.WithWeights([.. Enumerable.Range(0, data.RowCount).Select(i => i + 1.0)]).WithGroups([.. Enumerable.Range(0, data.RowCount).Select(i => i / 2)]);
        using var stream = new MemoryStream();
        Regressor.Train(data, Short).Save(stream, withRows: true);
        stream.Position = 0;
        Dataset rows = Regressor.Load(stream).TrainingData!;
        Assert.That(rows.Weights.SequenceEqual(data.Weights) && rows.Groups.SequenceEqual(data.Groups));
    }

    [Test]
    public void TheLogarithmicLossTrainsThroughTheFrontDoor()
    {
        Dataset data = Some();
        Regressor model = Regressor.Train(data, Short with { Loss = Loss.MeanSquaredLogarithmicError, Epochs = 100 });
        Assert.That(model.Training!.End, Is.Not.EqualTo(TrainingEnd.NonFinite));
        Assert.That(model.Training.History.Training[^1], Is.LessThan(0.5 * model.Training.History.Training[0]));
        Dataset below = Dataset.Create(new double[,] { { 0 }, { 1 }, { 2 } }, [-3, 1, 2]);
        Assert.That(() => Regressor.Train(below, Short with { Loss = Loss.MeanSquaredLogarithmicError }), Throws.ArgumentException.With.Message.Contains("-3"));
    }

    [Test]
    public void BackwardAfterBindWantsAReplay()
    {
        var tape = new Tape<double>();
        Slice<double> data = Filled(new Shape(3, 1), 5), adjoint = Slice<double>.Zeros(data.Shape);
        Variable<double> x = tape.Watch(data, adjoint), y = x.Square();
        tape.Bind(x, data.Rows(0, 1), adjoint.Rows(0, 1));
        Assert.Throws<InvalidOperationException>(() => tape.Backward(y));
        tape.Replay();
        tape.Backward(y);
        Assert.That(adjoint.Span[0], Is.EqualTo(2 * data.Span[0]));
    }

    private static Dataset Some()
    {
        var inputs = new double[60, 2];
        double[] targets = new double[60];
        for (int i = 0; i < 60; i++)
        {
            (inputs[i, 0], inputs[i, 1]) = (Uniform(i, 2), Uniform(i, 3));
            targets[i] = 3 + inputs[i, 0] + inputs[i, 1] * inputs[i, 1];
        }

        return Dataset.Create(inputs, targets, ["a", "b"]);
    }

    private static Slice<double> Filled(Shape shape, ulong stream)
    {
        Slice<double> slice = Slice<double>.Zeros(shape);
        for (int i = 0; i < slice.Span.Length; i++)
        {
            slice.Span[i] = Uniform(i, stream);
        }

        return slice;
    }

    private static double Uniform(int k, ulong stream) => new RandomSource(7, stream).Uniform((ulong)k);

    private static double[] Weights(Regressor model) => model.Surrogate.Network.Weights.All.ToArray();

    private sealed class Receiver(Action<TrainingProgress> action) : IProgress<TrainingProgress>
    {
        public void Report(TrainingProgress value) => action(value);
    }
}
