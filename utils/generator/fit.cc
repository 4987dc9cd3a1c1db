/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "generator.h"

#include "ns3/isac-arguments.h"
#include "ns3/isac-dd-law-fit.h"
#include "ns3/isac-dd-measure.h"
#include "ns3/isac-diffusion-arguments.h"
#include "ns3/isac-interrupt.h"
#include "ns3/isac-output-file.h"
#include "ns3/isac-progress.h"

#include <chrono>
#include <filesystem>
#include <iomanip>
#include <iostream>
#include <locale>
#include <nlohmann/json.hpp>
#include <sstream>
#include <stdexcept>
#include <vector>

namespace generator
{

using namespace ns3::isac;

namespace
{

/// Steps and errors that are measured.
const std::vector<int> SERVER_STEPS{1, 2, 3, 4, 5, 6};
const std::vector<int> DEVICE_STEPS{1, 2, 3, 4, 5, 6, 7, 8};
const std::vector<double> BIT_ERRORS{0.0, 0.03, 0.06, 0.1, 0.15, 0.2, 0.3};
/// With two prompts errors matter less than steps.
const std::vector<double> SWITCHED_BIT_ERRORS{0.0, 0.03, 0.1};

/// One point: what was measured, and its place.
struct Row
{
    DdLawSample sample;    //!< means over pictures
    DdPictureMeasure mean; //!< means over pictures
};

/// Means over pictures of one trial.
Row
Measure(const DiffusionModel& model, const DdTrial& trial, uint32_t count, uint32_t seed)
{
    const auto latents = RunDdTrial(model, trial, static_cast<int>(count), seed);
    Row row;
    row.mean = {0.0, 0.0, 0.0, 0.0};
    row.sample.clean = 0.0;
    for (const DdPictureMeasure& one : MeasureDdPictures(model, latents, trial.own, trial.server))
    {
        row.mean.alignment += one.alignment / count;
        row.mean.leak += one.leak / count;
        row.mean.stray += one.stray / count;
        row.mean.similarity += one.similarity / count;
        row.sample.clean += one.similarity * (1.0 - one.stray) / count;
    }
    row.sample.leak = row.mean.leak;
    row.sample.distance = model.Distance(trial.own, trial.server);
    row.sample.picture.serverSteps = trial.serverSteps;
    row.sample.picture.deviceSteps = trial.deviceSteps;
    row.sample.picture.scheduleSteps = trial.scheduleSteps;
    row.sample.picture.bitError = trial.bitError;
    return row;
}

/// Everything that is measured: one prompt all the way, and the switch from one to the other.
std::vector<DdTrial>
MakeTrials(const DdTrial& base, int own, int server)
{
    std::vector<DdTrial> trials;
    for (const int first : {own, server})
    {
        for (const double bitError : first == own ? BIT_ERRORS : SWITCHED_BIT_ERRORS)
        {
            for (const int serverSteps : SERVER_STEPS)
            {
                for (const int deviceSteps : DEVICE_STEPS)
                {
                    DdTrial trial = base;
                    trial.server = first;
                    trial.own = own;
                    trial.serverSteps = serverSteps;
                    trial.deviceSteps = deviceSteps;
                    trial.scheduleSteps = deviceSteps;
                    trial.bitError = bitError;
                    trials.push_back(trial);
                }
            }
        }
    }
    return trials;
}

std::string
ToCsv(const std::vector<Row>& rows)
{
    std::ostringstream csv;
    csv.imbue(std::locale::classic());
    csv << std::setprecision(10)
        << "distance,server_steps,device_steps,bit_error,alignment,leak,stray,similarity,clean\n";
    for (const Row& row : rows)
    {
        const DdPicture& picture = row.sample.picture;
        csv << row.sample.distance << ',' << picture.serverSteps << ',' << picture.deviceSteps
            << ',' << picture.bitError << ',' << row.mean.alignment << ',' << row.mean.leak << ','
            << row.mean.stray << ',' << row.mean.similarity << ',' << row.sample.clean << '\n';
    }
    return csv.str();
}

/// The constants by the names that `isac solve distributed-diffusion` takes under "params".
nlohmann::ordered_json
ToJson(const DdLawFit& fit, const ErrorLawFit& law)
{
    const DdQoeParameters& qoe = fit.parameters;
    nlohmann::ordered_json json;
    json["params"] = {{"n0", qoe.halfSteps},
                      {"ws", qoe.stepsWidth},
                      {"pc0", qoe.errorLimit},
                      {"pc1", qoe.errorRepair},
                      {"ne", qoe.errorPower},
                      {"a0", qoe.leakPerServerStep},
                      {"b0", qoe.leakOffset},
                      {"kb", qoe.leakErrors}};
    json["root_mean_square"] = {{"clean", fit.cleanResidual}, {"leak", fit.leakResidual}};
    json["standard_deviation"] = {{"clean", fit.cleanSpread}, {"leak", fit.leakSpread}};
    json["error_law"] = {{"eps_fwd", law.scale},
                         {"mu", law.attenuation},
                         {"root_mean_square", law.residual}};
    return json;
}

void
Print(const DdLawFit& fit, const ErrorLawFit& law, double stepTime, uint32_t minSteps)
{
    const DdQoeParameters standard;
    const DdQoeParameters& qoe = fit.parameters;
    const auto line = [](const std::string& what, double now, double paper) {
        std::cout << "  " << std::left << std::setw(48) << what << std::right << std::setw(9) << now
                  << std::setw(11) << paper << "\n";
    };
    std::cout << std::fixed << std::setprecision(4)
              << "constant                                          this model  surrogate\n";
    line("S: steps at which it is one half", qoe.halfSteps, standard.halfSteps);
    line("S: width [step]", qoe.stepsWidth, standard.stepsWidth);
    line("E: p_c after 6 device steps", qoe.errorLimit, standard.errorLimit);
    line("E: p_c per device step", qoe.errorRepair, standard.errorRepair);
    line("E: power", qoe.errorPower, standard.errorPower);
    line("leak: per server step", qoe.leakPerServerStep, standard.leakPerServerStep);
    line("leak: offset", qoe.leakOffset, standard.leakOffset);
    line("leak: of bit errors", qoe.leakErrors, standard.leakErrors);
    std::cout << "root mean square of what is left: S E " << fit.cleanResidual << " (of "
              << fit.cleanSpread << "), leak " << fit.leakResidual << " (of " << fit.leakSpread
              << ")\n"
              << "error law (2) of CAQA-AIGC from z_min = " << minSteps << ": eps_fwd " << law.scale
              << ", mu " << law.attenuation << ", root mean square " << law.residual << "\n"
              << "a step of one picture takes " << std::setprecision(1) << 1e6 * stepTime
              << " us here\n";
}

/// Time of one step of one picture, the mean over some [s].
double
TimeStep(const DiffusionModel& model, const SamplerSettings& sampler)
{
    constexpr int STEPS = 200;
    DiffusionChain chain = model.Begin(STEPS, 1);
    const auto begin = std::chrono::steady_clock::now();
    model.Denoise(chain, 0, STEPS, sampler);
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count() / STEPS;
}

} // namespace

int
Fit(int argc, char* argv[])
{
    std::string own = "yellow plain disk";
    std::string server = "red striped disk";
    std::string table = "runs/generator/measured.csv";
    std::string out = "runs/generator/law.json";
    uint32_t count = 200;
    uint32_t seed = 1;
    uint32_t minSteps = 2;
    bool progress = true;
    DiffusionArguments diffusion;
    Arguments arguments("isac-generator",
                        "measures a diffusion model over steps and bit errors, and fits the "
                        "closed-form laws to it");
    arguments.AddGroup("What is measured");
    arguments.Add("own", "the device's prompt", own);
    arguments.Add("server", "the server's prompt", server);
    arguments.Add("pictures", "for each point", count, 2, 1000000);
    arguments.Add("seed", "of noise and errors", seed, 0, 4294967295);
    arguments.Add("minSteps", "z_min of the error law", minSteps, 0, 13);
    arguments.AddGroup("Diffusion model");
    diffusion.AddTo(arguments);
    arguments.AddGroup("Results");
    arguments.Add("out", "the laws, JSON as 'isac solve distributed-diffusion' takes it", out);
    arguments.Add("table", "what was measured, CSV", table);
    arguments.Add("progress", "show progress on standard error", progress);
    if (const auto code = arguments.Parse(argc, argv, std::cout, std::cerr))
    {
        return *code;
    }
    for (const auto& [option, path] : {std::pair{"out", out}, std::pair{"table", table}})
    {
        const std::string obstacle = PrepareOutputFile(path);
        if (!obstacle.empty())
        {
            return arguments.Fail("--" + std::string(option) + "=" + path + ": " + obstacle,
                                  std::cerr);
        }
    }
    if (std::filesystem::path(out) == std::filesystem::path(table))
    {
        return arguments.Fail("--out and --table: expected two files", std::cerr);
    }
    std::shared_ptr<const DiffusionModel> model;
    DdTrial base;
    std::vector<DdTrial> trials;
    try
    {
        model = diffusion.Load();
        if (!model->CanDecode() || !model->CanAlign())
        {
            throw std::invalid_argument(
                "--model: makes no pictures, or cannot tell what they show");
        }
        base.sampler = diffusion.GetSampler();
        base.coding = diffusion.GetCoding();
        trials = MakeTrials(base, model->FindPrompt(own), model->FindPrompt(server));
        if (own == server)
        {
            throw std::invalid_argument("--own and --server: expected two prompts");
        }
    }
    catch (const std::invalid_argument& error)
    {
        return arguments.Fail(error.what(), std::cerr);
    }
    std::vector<Row> rows;
    std::vector<DdLawSample> samples;
    std::vector<double> steps;
    std::vector<double> error;
    Progress line(std::cerr, Progress::IsTerminal(), "points", trials.size());
    for (const DdTrial& trial : trials)
    {
        if (IsInterrupted())
        {
            line.Finish();
            std::cerr << "isac-generator: interrupted; nothing is kept\n";
            return 1;
        }
        rows.push_back(Measure(*model, trial, count, seed));
        samples.push_back(rows.back().sample);
        if (trial.own == trial.server && trial.bitError == 0.0)
        {
            steps.push_back(trial.serverSteps + trial.deviceSteps);
            error.push_back(1.0 - rows.back().sample.clean);
        }
        if (progress)
        {
            line.Update(rows.size(), "");
        }
    }
    line.Finish();
    const DdLawFit fit = FitDdLaws(samples);
    const ErrorLawFit law = FitErrorLaw(steps, error, minSteps);
    const double stepTime = TimeStep(*model, base.sampler);
    ReplaceFile(table, ToCsv(rows));
    ReplaceFile(out, ToJson(fit, law).dump(2) + "\n");
    Print(fit, law, stepTime, minSteps);
    std::cout << "Laws in " << out << ", what was measured in " << table << std::endl;
    return 0;
}

} // namespace generator
