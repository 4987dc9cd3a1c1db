/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "evaluate-system.h"

#include "ns3/isac-arguments.h"
#include "ns3/isac-dd-measure.h"
#include "ns3/isac-diffusion-arguments.h"
#include "ns3/isac-output-file.h"
#include "ns3/isac-progress.h"
#include "ns3/isac-statistics.h"
#include "ns3/isac-torch-runtime.h"

#include <algorithm>
#include <cmath>
#include <iomanip>
#include <iostream>
#include <locale>
#include <sstream>
#include <stdexcept>

namespace evaluate
{

using namespace ns3::isac;

namespace
{

/// What is asked for.
struct PictureOptions
{
    std::string policies = "measured,surrogate"; //!< evaluators
    std::string own = "yellow plain disk";       //!< the device's prompt
    std::string server = "red striped disk";     //!< the server's prompt
    std::string personality = "neutral";         //!< the user
    std::string style = "none";                  //!< of the picture
    uint32_t serverSteps = 4;                    //!< t_0
    uint32_t deviceSteps = 6;                    //!< t_k
    uint32_t longest = 0;                        //!< largest of all devices; 0: t_k
    double bitError = 0.03;                      //!< p
    uint32_t count = 200;                        //!< pictures
    uint32_t seed = 1;                           //!< of all noise
    std::string out;                             //!< CSV file
    bool progress = true;                        //!< whether to show it
    DiffusionArguments model;                    //!< draws
};

/// One evaluator's word on the pictures.
struct Entry
{
    std::string name;               //!< measured or surrogate
    std::vector<double> qoe;        //!< of each picture
    std::vector<double> leak;       //!< of each picture
    std::vector<double> alignment;  //!< of each picture; empty if it does not look
    std::vector<double> similarity; //!< of each picture; empty if it does not look
};

/// Names of personalities: those of Fig. 9, and the users of Fig. 10.
DdPersonality
ParsePersonality(const std::string& option, const std::string& text)
{
    if (text == "neutral")
    {
        return {0.5, 0.5, 0.5, 0.5, 0.5};
    }
    if (text == "agreeable")
    {
        return {0.1, 0.8, 0.7, 0.8, 0.1};
    }
    if (text == "open")
    {
        return {0.9, 0.2, 0.1, 0.1, 0.5};
    }
    const std::string number = text.rfind("user", 0) == 0 ? text.substr(4) : text;
    if (number.size() == 1 && number[0] >= '1' && number[0] <= '5')
    {
        return DdUsersOfFigure10()[number[0] - '1'];
    }
    std::istringstream stream(text);
    stream.imbue(std::locale::classic());
    DdPersonality scores{};
    for (std::size_t i = 0; i < scores.size(); ++i)
    {
        char slash = '/';
        if ((i > 0 && !(stream >> slash)) || slash != '/' || !(stream >> scores[i]) ||
            !(scores[i] >= 0.0 && scores[i] <= 1.0))
        {
            throw std::invalid_argument("--" + option + "=" + text +
                                        ": expected neutral, agreeable, open, 1 to 5, or "
                                        "five scores from 0 to 1 parted by slashes");
        }
    }
    if (stream.peek() != std::istringstream::traits_type::eof())
    {
        throw std::invalid_argument("--" + option + "=" + text + ": expected five scores");
    }
    return scores;
}

std::optional<int>
Read(PictureOptions& options, Arguments& arguments, int argc, char* argv[])
{
    arguments.AddGroup("What is scored");
    arguments.Add("policies", "evaluators: measured, surrogate", options.policies);
    arguments.Add("own", "the device's prompt", options.own);
    arguments.Add("server", "the server's prompt", options.server);
    arguments.Add("personality",
                  "neutral, agreeable, open, a user of Fig. 10 (1 to 5), or five scores o/c/e/a/n",
                  options.personality);
    arguments.Add("style", "of the picture, as a personality; none", options.style);
    arguments.Add("serverSteps", "t_0", options.serverSteps, 0, 1000);
    arguments.Add("deviceSteps", "t_k", options.deviceSteps, 1, 1000);
    arguments.Add("longest",
                  "largest t_k of all devices, which the schedule follows; 0: this one's",
                  options.longest,
                  0,
                  1000);
    arguments.Add("bitError", "probability of each bit of the latent", options.bitError, 0.0, 1.0);
    arguments.Add("states", "pictures", options.count, 2, 1000000);
    arguments.Add("seed", "of noise and errors", options.seed, 0, 4294967295);
    arguments.AddGroup("Diffusion model");
    options.model.AddTo(arguments);
    arguments.AddGroup("Results");
    arguments.Add("out", "CSV file", options.out);
    arguments.Add("progress", "show progress on standard error", options.progress);
    return arguments.Parse(argc, argv, std::cout, std::cerr);
}

std::string
ToCsv(const std::vector<Entry>& entries, const PictureOptions& options)
{
    std::ostringstream csv;
    csv.imbue(std::locale::classic());
    csv << std::setprecision(10)
        << "policy,states,seed,qoe,qoe_half_width_95,leak,alignment,similarity\n";
    const auto mean = [](const std::vector<double>& values) {
        std::ostringstream text;
        text.imbue(std::locale::classic());
        text << std::setprecision(10);
        if (!values.empty())
        {
            text << EstimateMean(values).value;
        }
        return text.str();
    };
    for (const Entry& entry : entries)
    {
        const Estimate qoe = EstimateMean(entry.qoe);
        csv << entry.name << ',' << options.count << ',' << options.seed << ',' << qoe.value << ','
            << qoe.halfWidth << ',' << mean(entry.leak) << ',' << mean(entry.alignment) << ','
            << mean(entry.similarity) << '\n';
    }
    return csv.str();
}

void
Print(const std::vector<Entry>& entries)
{
    const auto show = [](const std::vector<double>& values) {
        std::ostringstream text;
        text << std::fixed << std::setprecision(4);
        if (values.empty())
        {
            return std::string("-");
        }
        text << EstimateMean(values).value;
        return text.str();
    };
    std::cout << "evaluator         QoE  +-          leak  alignment  similarity\n";
    for (const Entry& entry : entries)
    {
        const Estimate qoe = EstimateMean(entry.qoe);
        std::cout << std::left << std::setw(12) << entry.name << std::right << std::fixed
                  << std::setprecision(4) << std::setw(9) << qoe.value << "  " << std::setw(8)
                  << qoe.halfWidth << std::setw(10) << show(entry.leak) << std::setw(11)
                  << show(entry.alignment) << std::setw(12) << show(entry.similarity) << "\n";
    }
}

/// What the evaluators say of pictures that were really drawn.
std::vector<Entry>
Score(const PictureOptions& options,
      const DiffusionModel& model,
      const DdTrial& trial,
      const DdJudge& judge)
{
    std::vector<Entry> entries;
    const std::vector<std::string> names = Split(options.policies);
    Progress line(std::cerr, Progress::IsTerminal(), "evaluators", names.size());
    for (const std::string& name : names)
    {
        Entry entry;
        entry.name = name;
        if (name == "measured")
        {
            const auto latents =
                RunDdTrial(model, trial, static_cast<int>(options.count), options.seed);
            for (const DdPictureMeasure& measure :
                 MeasureDdPictures(model, latents, trial.own, trial.server))
            {
                entry.qoe.push_back(MeasuredDdQoe(judge, measure));
                entry.leak.push_back(measure.leak);
                entry.alignment.push_back(measure.alignment);
                entry.similarity.push_back(measure.similarity);
            }
        }
        else
        {
            DdPicture picture;
            picture.serverSteps = trial.serverSteps;
            picture.deviceSteps = trial.deviceSteps;
            picture.scheduleSteps = trial.scheduleSteps;
            picture.bitError = trial.bitError;
            entry.qoe.assign(options.count, judge.Qoe(picture));
            const double leak = trial.own == trial.server ? 0.0 : judge.Leak(picture);
            entry.leak.assign(options.count, leak);
        }
        entries.push_back(entry);
        if (options.progress)
        {
            line.Update(entries.size(), name);
        }
    }
    line.Finish();
    return entries;
}

} // namespace

int
EvaluatePictures(int argc, char* argv[])
{
    PictureOptions options;
    Arguments arguments("isac-evaluate",
                        "draws pictures with a diffusion model, and tells how a user judges them "
                        "beside the surrogate");
    if (const auto code = Read(options, arguments, argc, argv))
    {
        return *code;
    }
    if (options.policies == "list")
    {
        std::cout << "measured    judges the pictures that the model draws\n"
                     "surrogate   the closed form of distributed diffusion\n";
        return 0;
    }
    const std::string obstacle = options.out.empty() ? "" : CheckOutputFile(options.out);
    if (!obstacle.empty())
    {
        return arguments.Fail("--out=" + options.out + ": " + obstacle, std::cerr);
    }
    PrepareTorch(1);
    std::vector<Entry> entries;
    try
    {
        for (const std::string& name : Split(options.policies))
        {
            if (name != "measured" && name != "surrogate")
            {
                throw std::invalid_argument("--policies: unknown evaluator '" + name +
                                            "', expected measured or surrogate");
            }
        }
        const DdPersonality personality = ParsePersonality("personality", options.personality);
        std::optional<DdPersonality> style;
        if (options.style != "none")
        {
            style = ParsePersonality("style", options.style);
        }
        if (options.longest != 0 && options.longest < options.deviceSteps)
        {
            throw std::invalid_argument("--longest=" + std::to_string(options.longest) +
                                        ": expected at least the device's own " +
                                        std::to_string(options.deviceSteps) + " steps, or 0");
        }
        const auto model = options.model.Load();
        if (!model->CanDecode() || !model->CanAlign())
        {
            throw std::invalid_argument(
                "--model: makes no pictures, or cannot tell what they show");
        }
        DdTrial trial;
        trial.own = model->FindPrompt(options.own);
        trial.server = model->FindPrompt(options.server);
        trial.serverSteps = static_cast<int>(options.serverSteps);
        trial.deviceSteps = static_cast<int>(options.deviceSteps);
        trial.scheduleSteps = static_cast<int>(std::max(options.longest, options.deviceSteps));
        trial.bitError = options.bitError;
        trial.coding = options.model.GetCoding();
        trial.sampler = options.model.GetSampler();
        const DdJudge judge(DdQoeParameters(),
                            personality,
                            model->Distance(trial.own, trial.server),
                            style);
        entries = Score(options, *model, trial, judge);
    }
    catch (const std::invalid_argument& error)
    {
        return arguments.Fail(error.what(), std::cerr);
    }
    if (!options.out.empty())
    {
        ReplaceFile(options.out, ToCsv(entries, options));
    }
    std::cout << options.count << " pictures of '" << options.own << "', begun as '"
              << options.server << "': t_0 = " << options.serverSteps
              << ", t_k = " << options.deviceSteps << ", p = " << options.bitError << "\n\n";
    Print(entries);
    return 0;
}

} // namespace evaluate
