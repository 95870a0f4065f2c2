using System.Numerics;
using Extremal.Autodiff;
using Extremal.Kernels;
using Extremal.Memory;

namespace Extremal.Networks;

/// <summary>
/// f(θ; x): dense layers one after another. A network only ever reads its weights: many threads may search it at once, and a search neither copies
/// nor flags a weight. Whoever trains it owns the weights meanwhile.
/// </summary>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
public sealed class Network<T> where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly Dense<T>[] _layers;

    /// <summary>A network with weights of zero, to be filled or drawn.</summary>
    /// <param name="inputs">Number of inputs, at least one.</param>
    /// <param name="layers">The layers from first to last; the last one's outputs are the network's.</param>
    /// <exception cref="ArgumentException">
    /// There are no inputs, no layers, or a layer without outputs or activation; or there are more weights than an array holds.
    /// </exception>
    public Network(int inputs, params IReadOnlyList<Layer> layers)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(inputs, 1);
        ArgumentNullException.ThrowIfNull(layers);
        if (layers.Count == 0 || layers.Any(layer => layer is null || layer.Outputs < 1 || layer.Activation is null))
        {
            throw new ArgumentException(
                $"Network got layers of {string.Join("-", layers.Select(layer => layer?.Outputs))} outputs; "
                + "it wants at least one layer, each with at least one output and an activation.", nameof(layers));
        }

        Inputs = inputs;
        ArrayLength.Of(
            $"Network got layers of {string.Join("-", layers.Select(layer => layer.Outputs))} outputs for {inputs} inputs",
            WeightsOf(inputs, layers.Select(layer => layer.Outputs)));
        Weights = new Weights<T>([.. Parts(inputs, layers)]);
        _layers = [.. layers.Select((layer, index) => new Dense<T>(Weights, index, layer.Activation))];
    }

    /// <summary>A network with hidden layers of one activation, a linear last layer and drawn weights.</summary>
    /// <param name="inputs">Number of inputs.</param>
    /// <param name="hidden">Widths of the hidden layers; none gives a linear model.</param>
    /// <param name="outputs">Number of outputs.</param>
    /// <param name="activation">The hidden layers' activation.</param>
    /// <param name="seed">Which weights are drawn.</param>
    /// <exception cref="ArgumentException">A number is less than one.</exception>
    public static Network<T> Create(int inputs, IReadOnlyList<int> hidden, int outputs, Activation activation, ulong seed)
    {
        ArgumentNullException.ThrowIfNull(hidden);
        Layer[] layers = [.. hidden.Select(width => new Layer(width, activation)), new Layer(outputs, Activation.Identity)];
        var network = new Network<T>(inputs, layers);
        network.Initialize(new RandomSource(seed));
        return network;
    }

    /// <summary>Number of inputs.</summary>
    public int Inputs { get; }

    /// <summary>Number of outputs.</summary>
    public int Outputs => _layers[^1].Outputs;

    /// <summary>The layers from first to last.</summary>
    public IReadOnlyList<Dense<T>> Layers => _layers;

    /// <summary>θ: all weights and biases, named <c>layers.0.weight</c>, <c>layers.0.bias</c>, <c>layers.1.weight</c> …</summary>
    public Weights<T> Weights { get; }

    /// <summary>Draws new weights; biases become zero.</summary>
    /// <param name="random">Layer k draws from its k-th part.</param>
    /// <param name="initialization">From which distribution.</param>
    public void Initialize(RandomSource random, Initialization initialization = Initialization.Automatic)
    {
        for (int k = 0; k < _layers.Length; k++)
        {
            initialization.Fill(_layers[k].Weight, _layers[k].Activation, random.Split((ulong)k));
            _layers[k].Bias.Span.Clear();
        }

        Weights.Touch();
    }

    /// <summary>Whether y is linear by pieces: all activations are.</summary>
    internal bool IsLinearByPieces => _layers.All(layer => layer.Activation.IsLinearByPieces);

    /// <summary>Records y = f(θ; x), one row a point.</summary>
    /// <param name="x">n × inputs: a batch in training, the watched points in extremal learning, another network's output.</param>
    /// <param name="gradients">Where the weights' gradients go, of the weights' layout: the weights are watched. Null leaves every weight a constant.</param>
    /// <returns>n × outputs.</returns>
    /// <exception cref="ArgumentException">The number of columns is not that of the inputs, or the gradients have another layout.</exception>
    public Variable<T> Apply(Variable<T> x, Weights<T>? gradients = null)
    {
        RequireInputs(x);
        if (gradients is not null && !gradients.IsLike(Weights))
        {
            throw new ArgumentException(
                $"Network.Apply got gradients of another layout, {gradients}; it wants that of its weights, {Weights}.", nameof(gradients));
        }

        foreach (Dense<T> layer in _layers)
        {
            x = layer.Apply(x, gradients);
        }

        return x;
    }

    /// <summary>Records what the last layer reads: the values of the hidden layer before it, or x itself where there is none.</summary>
    internal Variable<T> ApplyHidden(Variable<T> x)
    {
        RequireInputs(x);
        foreach (Dense<T> layer in _layers.AsSpan(0, _layers.Length - 1))
        {
            x = layer.Apply(x, null);
        }

        return x;
    }

    /// <summary>Records the last layer.</summary>
    internal Variable<T> ApplyLast(Variable<T> hidden) => _layers[^1].Apply(hidden, null);

    /// <summary>
    /// Records y = f(θ; x) with all weights watched row by row: <see cref="Tape{T}.Backward"/> from a column of y then gives ∂yᵢ/∂θ for each
    /// point, in one backward pass.
    /// </summary>
    /// <param name="x">n × inputs.</param>
    /// <param name="jacobian">n × weights: gets the Jacobian, its columns in the order of <see cref="Weights{T}.All"/>.</param>
    /// <returns>n × outputs.</returns>
    /// <exception cref="ArgumentException">The number of columns is not that of the inputs, or the Jacobian has another shape.</exception>
    public Variable<T> Apply(Variable<T> x, Slice<T> jacobian)
    {
        RequireInputs(x);
        if (jacobian.Shape != new Shape(x.Shape.Rows, Weights.Count))
        {
            throw new ArgumentException(
                $"Network.Apply got a Jacobian of {jacobian.Shape}; it wants {new Shape(x.Shape.Rows, Weights.Count)}.", nameof(jacobian));
        }

        foreach (Dense<T> layer in _layers)
        {
            x = layer.Apply(x, jacobian);
        }

        return x;
    }

    /// <summary>The layers and their widths, for example <c>4-64-64-1 tanh</c>.</summary>
    public override string ToString() =>
        $"{Inputs}-{string.Join("-", _layers.Select(layer => layer.Outputs))} "
        + string.Join(", ", _layers.Select(layer => layer.Activation.ToString()).Distinct());

    /// <summary>How many weights and biases dense layers of these widths have; exact, however many.</summary>
    internal static Int128 WeightsOf(int inputs, IEnumerable<int> widths)
    {
        Int128 count = 0;
        foreach (int width in widths)
        {
            count += ((Int128)inputs + 1) * width;
            inputs = width;
        }

        return count;
    }

    private void RequireInputs(Variable<T> x)
    {
        if (x.Shape.Columns != Inputs)
        {
            throw new ArgumentException($"Network.Apply got points of {x.Shape}; it wants rows × {Inputs}.", nameof(x));
        }
    }

    private static IEnumerable<KeyValuePair<string, Shape>> Parts(int inputs, IReadOnlyList<Layer> layers)
    {
        for (int k = 0; k < layers.Count; k++)
        {
            yield return new($"layers.{k}.weight", new Shape(inputs, layers[k].Outputs));
            yield return new($"layers.{k}.bias", new Shape(1, layers[k].Outputs));
            inputs = layers[k].Outputs;
        }
    }
}
