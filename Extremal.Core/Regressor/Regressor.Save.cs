using Extremal.Formats;

namespace Extremal;

public sealed partial class Regressor
{
    /// <summary>
    /// Saves to a path as safetensors; an earlier file there is replaced at once and whole, or stays as it was. What becomes of its mode,
    /// of a link at the path and of a save that is killed, <see cref="Safetensors.Write(string)"/> says.
    /// </summary>
    /// <param name="path">The file.</param>
    /// <param name="withRows">Whether the rows are saved too, with their weights and groups.</param>
    /// <exception cref="IOException">It cannot be written.</exception>
    /// <exception cref="InvalidOperationException">The rows are wanted and not there, or an activation is the user's own.</exception>
    public void Save(string path, bool withRows = false) => RegressorFile.Write(this, withRows).Write(path);

    /// <inheritdoc cref="Save(string, bool)"/>
    public void Save(Stream stream, bool withRows = false) => RegressorFile.Write(this, withRows).Write(stream);

    /// <summary>Reads what <see cref="Save(string, bool)"/> wrote. What it predicts has the same bits as before.</summary>
    /// <exception cref="MalformedFileException">The file is not a regressor's, or is damaged; the message says where and why.</exception>
    /// <exception cref="IOException">It cannot be read.</exception>
    public static Regressor Load(string path) => RegressorFile.Read(Safetensors.Read(path));

    /// <inheritdoc cref="Load(string)"/>
    public static Regressor Load(Stream stream) => RegressorFile.Read(Safetensors.Read(stream));
}
