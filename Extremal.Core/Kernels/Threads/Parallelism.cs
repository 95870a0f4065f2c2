namespace Extremal.Kernels;

/// <summary>
/// Into how many parts a kernel cuts its work: one for small work, else at most as many as processors, and as the caller's options allow.
/// The limit belongs to the thread that calls, so that no kernel and no operation has to hand it on.
/// </summary>
internal static class Parallelism
{
    [ThreadStatic]
    private static int _most; // 0: no limit

    [ThreadStatic]
    private static Team? _team; // a test's

    /// <summary>Limits the calling thread until the scope ends; limits within limits only tighten.</summary>
    /// <param name="degree">At most this many threads, or −1 for no limit.</param>
    public static Scope AtMost(int degree)
    {
        Scope scope = new(_most, _team);
        if (degree > 0 && (_most == 0 || degree < _most))
        {
            _most = degree;
        }

        return scope;
    }

    /// <summary>Until the scope ends, the calling thread cuts all work into a part for each thread of a team, however small it is.</summary>
    public static Scope Forced(Team team)
    {
        Scope scope = new(_most, _team);
        _team = team;
        return scope;
    }

    /// <summary>Into how many parts work is cut.</summary>
    /// <param name="work">How much there is to do.</param>
    /// <param name="least">How much of it repays the call of another thread.</param>
    public static int Parts(long work, long least)
    {
        Team? team = _team;
        if (team is null && work < 2 * least)
        {
            return 1;
        }

        long parts = team is null ? Math.Min(work / least, Environment.ProcessorCount) : team.Threads;
        return (int)Math.Min(parts, _most == 0 ? int.MaxValue : _most);
    }

    /// <summary>How many threads long work may have: what it asks for, −1 for one a processor, within the limit of the calling thread.</summary>
    public static int Threads(int degree)
    {
        int threads = degree > 0 ? degree : _team?.Threads ?? Environment.ProcessorCount;
        return _most == 0 ? threads : Math.Min(threads, _most);
    }

    /// <summary>Does the parts with the team.</summary>
    public static void Run<L>(L work, int parts) where L : struct, ITeamWork, allows ref struct => (_team ?? Team.Shared).Run(work, parts);

    /// <summary>Refuses a degree as <see cref="ParallelOptions"/> does.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is 0 or less than −1.</exception>
    public static int Require(int degree, string name, string parameter) => degree is -1 or > 0
        ? degree
        : throw new ArgumentOutOfRangeException(
            parameter, FormattableString.Invariant($"{name} is {degree}; it wants -1 for all processors, or at least one thread."));

    /// <summary>Ends what began it.</summary>
    public readonly ref struct Scope(int most, Team? team) : IDisposable
    {
        public void Dispose() => (_most, _team) = (most, team);
    }
}
