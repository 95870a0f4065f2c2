using System.Globalization;
using System.Runtime.InteropServices;
using Examples;
using Extremal.Formats;

namespace Extremal.Tests;

/// <summary>
/// What a test has another process do:
/// hold PATH VALUE           saves the value, and half-way through prints a line and waits for one;
/// save PATH VALUE COUNT     saves it this many times;
/// limited PATH BYTES        saves 100 000 bytes where files may have this many, and prints the exception;
/// limited-text PATH BYTES   the same with a text, as the examples write it.
/// </summary>
internal static class Program
{
    // Linux's RLIMIT_FSIZE, SIGXFSZ and SIG_IGN.
    private const int FileSize = 1, FileSizeSignal = 25, Ignored = 1;

    public static int Main(string[] arguments)
    {
        switch (arguments)
        {
            case ["hold", string path, string value]:
                AtomicFile.Write(path, stream => Hold(stream, value));
                return 0;
            case ["save", string path, string value, string count]:
                for (int i = 0; i < int.Parse(count, CultureInfo.InvariantCulture); i++)
                {
                    Content(1000, double.Parse(value, CultureInfo.InvariantCulture)).Write(path);
                }

                return 0;
            case ["limited", string path, string bytes]:
                return Limited(ulong.Parse(bytes, CultureInfo.InvariantCulture), () => Content(12_500, 2).Write(path));
            case ["limited-text", string path, string bytes]:
                return Limited(ulong.Parse(bytes, CultureInfo.InvariantCulture), () => TextFile.Write(path, new string('x', 100_000)));
            default:
                Console.Error.WriteLine("hold PATH VALUE | save PATH VALUE COUNT | limited PATH BYTES | limited-text PATH BYTES");
                return 2;
        }
    }

    /// <summary>A file with this many numbers, all the same.</summary>
    public static Safetensors Content(int count, double value)
    {
        var content = new Safetensors();
        double[] values = new double[count];
        Array.Fill(values, value);
        content.Add<double>("x", [count], values);
        return content;
    }

    private static void Hold(Stream stream, string value)
    {
        using var whole = new MemoryStream();
        Content(1000, double.Parse(value, CultureInfo.InvariantCulture)).Write(whole);
        byte[] bytes = whole.ToArray();
        stream.Write(bytes.AsSpan(0, 2000));
        Console.WriteLine("half");
        Console.ReadLine();
        stream.Write(bytes.AsSpan(2000));
    }

    private static int Limited(ulong bytes, Action save)
    {
        // The system ends a process that does not ignore the signal; one that does gets an error from its write.
        var limit = new Limit(bytes, bytes);
        if (SetSignal(FileSizeSignal, Ignored) == -1 || SetLimit(FileSize, in limit) != 0)
        {
            Console.Error.WriteLine($"no limit, error {Marshal.GetLastPInvokeError()}");
            return 2;
        }

        try
        {
            save();
            return 0;
        }
        catch (Exception e)
        {
            Console.WriteLine($"{e.GetType()}: {e.Message}");
            return 1;
        }
    }

    [DllImport("libc", EntryPoint = "setrlimit", SetLastError = true)]
    private static extern int SetLimit(int resource, in Limit limit);

    [DllImport("libc", EntryPoint = "signal", SetLastError = true)]
    private static extern nint SetSignal(int signal, nint handler);

    private readonly record struct Limit(ulong Soft, ulong Hard);
}
