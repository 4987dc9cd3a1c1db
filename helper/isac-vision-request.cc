/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "isac-vision-request.h"

#include "isac-answer-cache.h"
#include "isac-png.h"

#include <cmath>
#include <nlohmann/json.hpp>
#include <stdexcept>
#include <utility>

namespace ns3
{
namespace isac
{

namespace
{

using nlohmann::json;

/// Most of a server's words that go into a message [byte].
constexpr std::size_t QUOTE_LIMIT = 200;

/// @param personality of the user @return what the model is told to be and to do
std::string
SystemMessage(const Personality& personality)
{
    std::string traits;
    for (std::size_t i = 0; i < personality.size(); ++i)
    {
        // To three digits: more mean nothing to a model, and JSON knows no locale.
        const json score = std::round(personality[i] * 1000.0) / 1000.0;
        traits += (i > 0 ? ", " : "") + std::string(PERSONALITY_TRAITS[i]) + ' ' + score.dump();
    }
    return "You judge pictures exactly as one particular person would. This person's traits in "
           "the Big Five model, each from 0 (very low) to 1 (very high): " +
           traits +
           ". The person asked an image generator for a picture and got the one shown. Say how "
           "satisfied the person is with it, by how well it shows what was asked for, how clean "
           "it is and how it suits the person's taste, as a number from 0 (not at all) to 1 "
           "(completely). Answer with JSON only, in the form {\"score\": 0.5}, without any other "
           "text.";
}

/// @return what answers must look like, in the nested form: some servers ignore the flat one
json
ResponseFormat()
{
    return {{"type", "json_schema"},
            {"json_schema",
             {{"name", "rating"},
              {"strict", true},
              {"schema",
               {{"type", "object"},
                {"properties", {{"score", {{"type", "number"}, {"minimum", 0}, {"maximum", 1}}}}},
                {"required", {"score"}},
                {"additionalProperties", false}}}}}};
}

/// @param text of a server @return its beginning, without what a terminal might obey
std::string
Quote(const std::string& text)
{
    std::string quote = text.substr(0, QUOTE_LIMIT);
    for (char& c : quote)
    {
        c = c >= ' ' && c < 127 ? c : '?';
    }
    return quote + (text.size() > QUOTE_LIMIT ? "..." : "");
}

/// @param text that may have an object in it @return the first {...}; empty if there is none
std::string
FirstObject(const std::string& text)
{
    const std::size_t begin = text.find('{');
    std::size_t depth = 0;
    bool quoted = false;
    for (std::size_t i = begin; i < text.size(); ++i)
    {
        const char c = text[i];
        if (quoted)
        {
            // What follows a backslash ends no string.
            i += c == '\\' ? 1 : 0;
            quoted = c != '"';
            continue;
        }
        quoted = c == '"';
        depth += c == '{' ? 1 : 0;
        depth -= c == '}' ? 1 : 0;
        if (depth == 0)
        {
            return text.substr(begin, i + 1 - begin);
        }
    }
    return "";
}

/// @param what is wrong with an answer @return a rating that says so
QoeRating
NoScore(const std::string& what)
{
    return {0.0, what};
}

} // namespace

VisionRequest::VisionRequest(const QoeQuestion& question, const VisionModelSettings& settings)
    : m_question(question),
      m_settings(settings)
{
    m_question.picture = EnlargePicture(question.picture, settings.leastSide);
    try
    {
        Write(0, "");
    }
    catch (const json::exception&)
    {
        throw std::invalid_argument("the prompt \"" + Quote(question.prompt) +
                                    "\" or the model's name is not UTF-8");
    }
}

std::string
VisionRequest::GetKey() const
{
    const RgbPicture& picture = m_question.picture;
    const std::string bytes(picture.pixels.begin(), picture.pixels.end());
    return Sha256(Write(m_settings.seed,
                        "rgb:" + std::to_string(picture.width) + 'x' +
                            std::to_string(picture.height) + ',' + Sha256(bytes)));
}

std::string
VisionRequest::GetBody(uint32_t attempt) const
{
    return Write(m_settings.seed + attempt,
                 "data:image/png;base64," + ToBase64(WritePng(m_question.picture)));
}

std::string
VisionRequest::Describe() const
{
    return '"' + Quote(m_question.prompt) + "\", " + std::to_string(m_question.picture.width) +
           " x " + std::to_string(m_question.picture.height) + " pixels";
}

std::string
VisionRequest::Write(uint32_t seed, const std::string& url) const
{
    const json text = {{"type", "text"}, {"text", "Asked for: " + m_question.prompt}};
    const json picture = {{"type", "image_url"}, {"image_url", {{"url", url}}}};
    const json body = {
        {"model", m_settings.model},
        {"temperature", 0},
        {"seed", seed},
        {"max_tokens", 120},
        {"stream", false},
        {"cache_prompt", false},
        {"response_format", ResponseFormat()},
        {"messages",
         json::array({{{"role", "system"}, {"content", SystemMessage(m_question.personality)}},
                      {{"role", "user"}, {"content", json::array({text, picture})}}})},
    };
    return body.dump();
}

QoeRating
ReadVisionAnswer(const std::string& body)
{
    const json answer = json::parse(body, nullptr, false);
    const json::json_pointer place("/choices/0/message/content");
    if (answer.is_discarded())
    {
        return NoScore("its answer is not JSON");
    }
    if (!answer.is_object() || !answer.contains(place) || !answer.at(place).is_string())
    {
        return NoScore("its answer has no text in choices[0].message.content");
    }
    const std::string content = answer.at(place).get<std::string>();
    const std::string object = FirstObject(content);
    if (object.empty())
    {
        return NoScore("the model gave no {...}: \"" + Quote(content) + '"');
    }
    int scores = 0;
    const json rating = json::parse(
        object,
        [&scores](int depth, json::parse_event_t event, json& parsed) {
            scores += depth == 1 && event == json::parse_event_t::key && parsed == "score" ? 1 : 0;
            return true;
        },
        false);
    if (rating.is_discarded() || scores != 1 || !rating.at("score").is_number())
    {
        return NoScore("the model gave no number as \"score\": \"" + Quote(object) + '"');
    }
    const double score = rating.at("score").get<double>();
    if (!(score >= 0.0 && score <= 1.0))
    {
        return NoScore("the model gave a score outside 0 to 1: \"" + Quote(object) + '"');
    }
    return {score, ""};
}

std::string
ReadServerError(const std::string& body)
{
    const json answer = json::parse(body, nullptr, false);
    for (const char* name : {"/error/message", "/message", "/error", "/detail"})
    {
        const json::json_pointer place(name);
        if (answer.is_object() && answer.contains(place) && answer.at(place).is_string())
        {
            return Quote(answer.at(place).get<std::string>());
        }
    }
    return Quote(body);
}

} // namespace isac
} // namespace ns3
