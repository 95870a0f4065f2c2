using System.Diagnostics.CodeAnalysis;

namespace Extremal.Memory;

/// <summary>A value that is computed once, when it is first asked for. It is equal to another of an equal value.</summary>
internal sealed class Deferred<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicParameterlessConstructor)] V>(Func<V> compute) : IEquatable<Deferred<V>>
{
    private readonly Lazy<V> _value = new(compute);

    public Deferred(V value) : this(() => value)
    {
    }

    public V Value => _value.Value;

    public bool Equals(Deferred<V>? other) => other is not null && EqualityComparer<V>.Default.Equals(Value, other.Value);

    public override bool Equals(object? obj) => Equals(obj as Deferred<V>);

    public override int GetHashCode() => Value?.GetHashCode() ?? 0;
}
