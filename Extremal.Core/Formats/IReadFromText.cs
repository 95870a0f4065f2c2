namespace Extremal.Formats;

/// <summary>A value whose <see cref="object.ToString"/> gives all that there is to know of it, so that it can be read back.</summary>
/// <typeparam name="S">The type itself.</typeparam>
internal interface IReadFromText<S> where S : class, IReadFromText<S>
{
    /// <summary>The value that <see cref="object.ToString"/> wrote.</summary>
    /// <exception cref="FormatException">The text has another form, or names nothing that is known.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A number is out of its range.</exception>
    static abstract S Parse(string text);
}
