namespace Extremal.Formats;

/// <summary>
/// The types of a stored number, by their names in the format. The format knows more of them (halves, integers, truth values); a file that
/// holds one of those is refused, since a value would have to be changed to be represented.
/// </summary>
internal enum ElementType
{
    /// <summary>IEEE 754 binary32, <see cref="float"/>: 4 bytes.</summary>
    F32,

    /// <summary>IEEE 754 binary64, <see cref="double"/>: 8 bytes.</summary>
    F64,
}

/// <summary>The element types' sizes, names and .NET types.</summary>
internal static class ElementTypes
{
    internal static int Size(this ElementType type) => type == ElementType.F32 ? sizeof(float) : sizeof(double);

    internal static string Name(this ElementType type) => type == ElementType.F32 ? "F32" : "F64";

    internal static ElementType? Parse(string name) => name switch
    {
        "F32" => ElementType.F32,
        "F64" => ElementType.F64,
        _ => null,
    };

    internal static ElementType Of<T>(string operation)
    {
        if (typeof(T) == typeof(float))
        {
            return ElementType.F32;
        }
        if (typeof(T) == typeof(double))
        {
            return ElementType.F64;
        }
        throw new ArgumentException($"{operation}: the element type must be float or double, not {typeof(T).Name}.", nameof(T));
    }
}
