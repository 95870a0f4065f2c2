using System.Collections;
using System.Reflection;
using Extremal.Autodiff;
using Extremal.Formats;

namespace Extremal.Tests.Laws;

/// <summary>All that can be reached from some objects through public properties, and what is said there.</summary>
internal sealed class SpokenWords
{
    // What identifies is as it came: programs look it up, and compare it.
    private static readonly HashSet<string> AsTheyCame =
    [
        "Column.Name", "Column.Unit", "Category.Name", "Category.Label", "Feature.Name", "Feature.Unit", "Feature.Labels", "Input.Name",
        "Input.Unit", "Input.Labels", "DiscreteInput.Name", "DiscreteInput.Labels", "CategoryInput.Labels", "GridInput.Labels",
        "Constraint.Description", "Constraint.Unit", "Expression.Description", "ShadowPrice.Quantity", "ShadowPrice.LimitUnit", "ShadowPrice.QuantityUnit", "Activation.Name",
    ];

    private readonly HashSet<object> _seen = new(ReferenceEqualityComparer.Instance), _values = [];
    private readonly Queue<object> _open = new();

    public SpokenWords(IEnumerable<object> roots)
    {
        Add(roots);
        while (_open.TryDequeue(out object? one))
        {
            Visit(one);
        }
    }

    public List<string> Faults { get; } = [];

    public HashSet<Type> Types { get; } = [];

    public int Shown { get; private set; }

    private void Add(object? value)
    {
        if (value is IEnumerable many and not string)
        {
            foreach (object? one in many)
            {
                Add(one);
            }
        }
        else if (value?.GetType().Assembly == typeof(Tape<>).Assembly && (value is ValueType ? _values : _seen).Add(value))
        {
            _open.Enqueue(value);
        }
    }

    private void Visit(object one)
    {
        Type type = one.GetType();
        Types.Add(type);
        Judge($"{type.Name}.ToString", one.ToString());
        foreach (PropertyInfo property in type.GetProperties().Where(property =>
            property.CanRead && property.GetIndexParameters().Length == 0 && !property.PropertyType.IsByRefLike))
        {
            object? value = property.GetValue(one);
            if (!AsTheyCame.Overlaps([$"{type.Name}.{property.Name}", $"{property.DeclaringType!.Name}.{property.Name}"]))
            {
                foreach (string? text in value is string single ? [single] : value as IEnumerable<string> ?? [])
                {
                    Judge($"{type.Name}.{property.Name}", text);
                }
            }

            Add(value);
        }
    }

    // Of line ends only those that part a report's own lines are right: none of the names begins a line.
    private void Judge(string where, string? text)
    {
        string[] lines = (text ?? "").Split('\n');
        Shown += lines.Any(line => line.Contains(@"\u001b[2J")) ? 1 : 0;
        if (lines.Any(line => line != Printable.Of(line) || line.StartsWith('\t')))
        {
            Faults.Add($"{where}: {Printable.Of(text!)}");
        }
    }
}
