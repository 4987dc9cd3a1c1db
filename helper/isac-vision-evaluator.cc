/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "isac-vision-evaluator.h"

#include <chrono>
#include <sstream>
#include <stdexcept>
#include <thread>

namespace ns3
{
namespace isac
{

namespace
{

/// Pause between two looks at a server that loads its model [s].
constexpr double LOADING_PAUSE = 0.5;

/// Most tries for one question that make sense.
constexpr uint32_t MOST_TRIES = 20;

/// @param answer with an error's status @return half a line
std::string
DescribeStatus(const HttpAnswer& answer)
{
    const std::string words = ReadServerError(answer.body);
    return "HTTP status " + std::to_string(answer.status) + (words.empty() ? "" : ": " + words);
}

/// @param answer without a score @return whether asking again may help
bool
MayPass(const HttpAnswer& answer)
{
    switch (answer.outcome)
    {
    case HttpOutcome::ANSWERED:
        return answer.status == 200 || answer.status == 429 || answer.status / 100 == 5;
    case HttpOutcome::TIMED_OUT:
    case HttpOutcome::BROKEN:
        return true;
    case HttpOutcome::ABSENT:
    case HttpOutcome::HOSTILE:
        break;
    }
    return false;
}

} // namespace

VisionClock::VisionClock()
    : now([] {
          return std::chrono::duration<double>(std::chrono::steady_clock::now().time_since_epoch())
              .count();
      }),
      sleep([](double seconds) {
          std::this_thread::sleep_for(std::chrono::duration<double>(seconds));
      })
{
}

VisionEvaluator::VisionEvaluator(const VisionEvaluatorSettings& settings,
                                 std::shared_ptr<QoeEvaluator> fallback,
                                 const VisionClock& clock)
    : m_settings(settings),
      m_fallback(std::move(fallback)),
      m_clock(clock),
      m_endpoint(settings.endpoint),
      m_cache(settings.cacheFolder)
{
    if (settings.tries < 1 || settings.tries > MOST_TRIES)
    {
        throw std::invalid_argument(std::to_string(settings.tries) + " tries, expected 1 to " +
                                    std::to_string(MOST_TRIES));
    }
    if (!(settings.backOff >= 0.0 && settings.backOff <= 60.0))
    {
        throw std::invalid_argument("a back-off of " + std::to_string(settings.backOff) +
                                    " s, expected 0 to 60 s");
    }
    if (settings.model.leastSide > QOE_LARGEST_SIDE)
    {
        throw std::invalid_argument("a least side of " + std::to_string(settings.model.leastSide) +
                                    " pixels, expected at most " +
                                    std::to_string(QOE_LARGEST_SIDE));
    }
    if (settings.replayOnly && settings.cacheFolder.empty())
    {
        throw std::invalid_argument("a replay needs the folder that answers were kept in");
    }
}

std::string
VisionEvaluator::WaitUntilReady() const
{
    if (m_settings.replayOnly)
    {
        return "";
    }
    const double begin = m_clock.now();
    while (true)
    {
        const HttpAnswer answer = m_endpoint.GetHealth();
        if (answer.outcome != HttpOutcome::ANSWERED)
        {
            return m_endpoint.GetUrl() + ": " + answer.error;
        }
        // A server without this resource may still answer questions.
        if (answer.status / 100 == 2 || answer.status == 404)
        {
            return "";
        }
        if (answer.status != 503)
        {
            return m_endpoint.GetUrl() + ": " + DescribeStatus(answer);
        }
        if (m_clock.now() - begin + LOADING_PAUSE > m_settings.loadTime)
        {
            std::ostringstream text;
            text << m_endpoint.GetUrl() << ": still loading its model after " << m_settings.loadTime
                 << " s";
            return text.str();
        }
        m_clock.sleep(LOADING_PAUSE);
    }
}

QoeRating
VisionEvaluator::Evaluate(const QoeQuestion& question)
{
    ++m_statistics.questions;
    QoeRating rating{0.0, CheckQoeQuestion(question)};
    if (rating.IsValid())
    {
        try
        {
            rating = Answer(question);
        }
        catch (const std::exception& exception)
        {
            rating.error = exception.what();
        }
    }
    m_statistics.failures += rating.IsValid() ? 0 : 1;
    return rating;
}

const VisionEvaluatorStatistics&
VisionEvaluator::GetStatistics() const
{
    return m_statistics;
}

QoeRating
VisionEvaluator::Answer(const QoeQuestion& question)
{
    const VisionRequest request(question, m_settings.model);
    std::optional<Reply> reply;
    if (m_settings.cacheFolder.empty())
    {
        reply = Ask(request);
    }
    else
    {
        const std::string key = request.GetKey();
        const CachedAnswer entry = m_cache.Load(key);
        reply = Recall(request, m_cache.GetPath(key).string(), entry);
        if (!reply)
        {
            reply = Ask(request);
            m_cache.Store(key, reply->answer);
        }
    }
    // A replay that misses a file is another run than the recorded one: falling back would hide it.
    if (reply->rating.IsValid() || !m_fallback || reply->answer.kind != CachedAnswer::Kind::FAILURE)
    {
        return reply->rating;
    }
    ++m_statistics.fallbacks;
    return m_fallback->Evaluate(question);
}

std::optional<VisionEvaluator::Reply>
VisionEvaluator::Recall(const VisionRequest& request,
                        const std::string& path,
                        const CachedAnswer& entry)
{
    QoeRating rating{0.0, ""};
    bool usable = entry.kind == CachedAnswer::Kind::FAILURE && m_settings.replayOnly;
    if (usable)
    {
        rating.error = entry.text;
    }
    if (entry.kind == CachedAnswer::Kind::ANSWER)
    {
        rating = ReadVisionAnswer(entry.text);
        usable = rating.IsValid();
    }
    if (usable)
    {
        ++m_statistics.cacheHits;
        return Reply{rating, entry};
    }
    const bool damaged =
        entry.kind == CachedAnswer::Kind::DAMAGED || entry.kind == CachedAnswer::Kind::ANSWER;
    m_statistics.damaged += damaged ? 1 : 0;
    if (!m_settings.replayOnly)
    {
        return std::nullopt;
    }
    rating = {0.0,
              path + (damaged ? ": damaged" : ": missing") + ", so a replay cannot answer for " +
                  request.Describe() + "; record it by a run with the server"};
    return Reply{rating, {}};
}

VisionEvaluator::Reply
VisionEvaluator::Ask(const VisionRequest& request)
{
    uint32_t nonsense = 0;
    double pause = m_settings.backOff;
    std::string error;
    for (uint32_t tried = 1;; ++tried)
    {
        ++m_statistics.requests;
        m_statistics.retries += tried > 1 ? 1 : 0;
        const HttpAnswer answer = m_endpoint.Post(request.GetBody(nonsense));
        error = answer.error;
        if (answer.outcome == HttpOutcome::ANSWERED && answer.status == 200)
        {
            const QoeRating rating = ReadVisionAnswer(answer.body);
            if (rating.IsValid())
            {
                return {rating, {CachedAnswer::Kind::ANSWER, answer.body}};
            }
            error = rating.error;
            ++nonsense;
        }
        else if (answer.outcome == HttpOutcome::ANSWERED)
        {
            error = DescribeStatus(answer);
        }
        if (tried == m_settings.tries || !MayPass(answer))
        {
            error = m_endpoint.GetUrl() + ": " + error +
                    (tried > 1 ? ", after " + std::to_string(tried) + " tries" : "");
            return {{0.0, error}, {CachedAnswer::Kind::FAILURE, error}};
        }
        m_clock.sleep(pause);
        pause *= 2.0;
    }
}

} // namespace isac
} // namespace ns3
