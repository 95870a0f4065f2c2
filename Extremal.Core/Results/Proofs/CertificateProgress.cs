using System.Text.Json.Serialization;

namespace Extremal.Results;

/// <summary>Where a proof stands. Whatever it says already holds.</summary>
/// <param name="Value">The output at the best point found so far, in its unit; NaN if there is none.</param>
/// <param name="Bound">No point of the domain has a better output, in its unit.</param>
/// <param name="Gap">How far the two are apart, in standard deviations of the output; +∞ if no point was found.</param>
/// <param name="Boxes">Boxes bounded.</param>
/// <param name="Open">Boxes that may hold a better point.</param>
/// <param name="Elapsed">Time since it began.</param>
[JsonNumberHandling(JsonNumberHandling.AllowNamedFloatingPointLiterals)]
public readonly record struct CertificateProgress(double Value, double Bound, double Gap, long Boxes, int Open, TimeSpan Elapsed);
