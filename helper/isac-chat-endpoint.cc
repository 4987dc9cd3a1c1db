/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "isac-chat-endpoint.h"

#include <algorithm>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/core/tcp_stream.hpp>
#include <boost/beast/http/parser.hpp>
#include <boost/beast/http/read.hpp>
#include <boost/beast/http/string_body.hpp>
#include <boost/beast/http/write.hpp>
#include <chrono>
#include <sstream>
#include <stdexcept>

namespace ns3
{
namespace isac
{

namespace
{

namespace beast = boost::beast;
namespace http = beast::http;
using tcp = boost::asio::ip::tcp;

/// Longest head of an answer [byte].
constexpr uint32_t HEAD_LIMIT = 16384;
/// Longest time limit that makes sense: a day [s].
constexpr double LONGEST_TIME = 86400.0;

/// @param text of a URL's part @return whether it may stand in the lines of a request
bool
IsPlain(const std::string& text)
{
    return std::all_of(text.begin(), text.end(), [](char c) { return c > ' ' && c < 127; });
}

/// @param text any @param suffix which it may end with @return whether it does
bool
EndsWith(const std::string& text, const std::string& suffix)
{
    return text.size() >= suffix.size() &&
           text.compare(text.size() - suffix.size(), suffix.size(), suffix) == 0;
}

/// @param seconds at most LONGEST_TIME @return the same for a clock
std::chrono::steady_clock::duration
ToDuration(double seconds)
{
    return std::chrono::duration_cast<std::chrono::steady_clock::duration>(
        std::chrono::duration<double>(seconds));
}

/// @param verb what was not done @param seconds the limit @return half a line
std::string
TooSlow(const std::string& verb, double seconds)
{
    std::ostringstream text;
    text << "did not " << verb << " within " << seconds << " s";
    return text.str();
}

/// @param error of reading an answer @return how it ended
HttpAnswer
DescribeReadError(const beast::error_code& error)
{
    if (error == http::error::body_limit || error == http::error::header_limit ||
        error == http::error::buffer_overflow)
    {
        return {HttpOutcome::HOSTILE, 0, "", "its answer is too long"};
    }
    if (error == http::error::end_of_stream || error == http::error::partial_message ||
        error.category() != http::make_error_code(http::error::end_of_stream).category())
    {
        return {HttpOutcome::BROKEN,
                0,
                "",
                "the connection ended before the answer did (" + error.message() + ")"};
    }
    return {HttpOutcome::HOSTILE, 0, "", "does not speak HTTP (" + error.message() + ")"};
}

} // namespace

std::string
HttpAddress::GetAuthority() const
{
    return (host.find(':') == std::string::npos ? host : '[' + host + ']') + ':' + port;
}

HttpAddress
ParseHttpUrl(const std::string& url)
{
    const std::string scheme = "http://";
    const std::string form = ", expected http://host:port/v1";
    if (url.compare(0, 8, "https://") == 0)
    {
        throw std::invalid_argument(
            url + ": https is not spoken here; run a server on this machine (llama-server, vLLM), "
                  "or a proxy that adds TLS, and give its http:// address");
    }
    if (url.compare(0, scheme.size(), scheme) != 0 || !IsPlain(url) ||
        url.find_first_of("?#@") != std::string::npos)
    {
        throw std::invalid_argument('"' + url + '"' + form);
    }
    const std::size_t slash = std::min(url.find('/', scheme.size()), url.size());
    std::string authority = url.substr(scheme.size(), slash - scheme.size());
    HttpAddress address{"", "80", url.substr(slash)};
    while (EndsWith(address.path, "/"))
    {
        address.path.pop_back();
    }
    const bool bracketed = authority.compare(0, 1, "[") == 0;
    const std::size_t close = authority.find(']');
    if (bracketed && close == std::string::npos)
    {
        throw std::invalid_argument(url + form);
    }
    const std::size_t end = bracketed ? close + 1 : std::min(authority.find(':'), authority.size());
    address.host = bracketed ? authority.substr(1, close - 1) : authority.substr(0, end);
    if (end < authority.size())
    {
        address.port = authority.substr(end + 1);
        const bool digits = address.port.find_first_not_of("0123456789") == std::string::npos;
        const bool fits = !address.port.empty() && address.port.size() <= 5;
        if (authority[end] != ':' || !digits || !fits || std::stoi(address.port) < 1 ||
            std::stoi(address.port) > 65535)
        {
            throw std::invalid_argument(url + form + " with a port from 1 to 65535");
        }
    }
    if (address.host.empty())
    {
        throw std::invalid_argument(url + form);
    }
    return address;
}

ChatEndpoint::ChatEndpoint(const ChatEndpointSettings& settings)
    : m_settings(settings),
      m_address(ParseHttpUrl(settings.url))
{
    for (const double time : {settings.connectTime, settings.requestTime})
    {
        if (!(time > 0.0 && time <= LONGEST_TIME))
        {
            throw std::invalid_argument("a time limit of " + std::to_string(time) +
                                        " s, expected more than 0 and at most 86400 s");
        }
    }
    if (settings.answerLimit == 0)
    {
        throw std::invalid_argument("a limit of answers of 0 bytes, expected at least 1");
    }
    if (!IsPlain(settings.key))
    {
        throw std::invalid_argument("the key of the server has characters that no key has");
    }
    const std::string resource = "/chat/completions";
    if (EndsWith(m_address.path, resource))
    {
        m_address.path.resize(m_address.path.size() - resource.size());
    }
    else if (m_address.path.empty())
    {
        m_address.path = "/v1";
    }
}

HttpAnswer
ChatEndpoint::Post(const std::string& body) const
{
    return Exchange("POST", m_address.path + "/chat/completions", body);
}

HttpAnswer
ChatEndpoint::GetHealth() const
{
    // It is a resource of the server, not of the interface's version.
    const std::string version = "/v1";
    std::string path = m_address.path;
    if (EndsWith(path, version))
    {
        path.resize(path.size() - version.size());
    }
    return Exchange("GET", path + "/health", "");
}

std::string
ChatEndpoint::GetUrl() const
{
    return "http://" + m_address.GetAuthority() + m_address.path + "/chat/completions";
}

HttpAnswer
ChatEndpoint::Exchange(const std::string& method,
                       const std::string& path,
                       const std::string& body) const
{
    boost::asio::io_context context;
    beast::error_code error;
    tcp::resolver resolver(context);
    const auto places =
        resolver.resolve(m_address.host, m_address.port, tcp::resolver::numeric_service, error);
    if (error)
    {
        return {HttpOutcome::ABSENT, 0, "", "no machine of this name: " + error.message()};
    }

    // Time limits act on asynchronous calls only; each is run to its end before the next begins.
    beast::tcp_stream stream(context);
    stream.expires_after(ToDuration(m_settings.connectTime));
    stream.async_connect(places, [&error](const beast::error_code& result, const tcp::endpoint&) {
        error = result;
    });
    context.run();
    if (error == beast::error::timeout)
    {
        return {HttpOutcome::TIMED_OUT, 0, "", TooSlow("connect", m_settings.connectTime)};
    }
    if (error)
    {
        return {HttpOutcome::ABSENT, 0, "", "nobody listens there: " + error.message()};
    }

    http::request<http::string_body> request(http::string_to_verb(method), path, 11, body);
    request.set(http::field::host, m_address.GetAuthority());
    request.set(http::field::user_agent, "isac-aigc");
    request.set(http::field::accept, "application/json");
    if (!body.empty())
    {
        request.set(http::field::content_type, "application/json");
    }
    if (!m_settings.key.empty())
    {
        request.set(http::field::authorization, "Bearer " + m_settings.key);
    }
    request.keep_alive(false);
    request.prepare_payload();
    const auto keep = [&error](const beast::error_code& result, std::size_t) { error = result; };
    // One limit for both ways: it is not set again before the answer is read.
    stream.expires_after(ToDuration(m_settings.requestTime));
    http::async_write(stream, request, keep);
    context.restart();
    context.run();

    // A server may refuse and close before it has read everything: its answer then tells more than
    // the error of writing does.
    if (error != beast::error::timeout)
    {
        http::response_parser<http::string_body> parser;
        parser.header_limit(HEAD_LIMIT);
        parser.body_limit(m_settings.answerLimit);
        // Without this limit the line before a chunk could be endless.
        beast::flat_buffer buffer(std::size_t{m_settings.answerLimit} + HEAD_LIMIT);
        // The head by itself: read at once with the body, Boost 1.74 overlooks a Content-Length
        // beyond the limit and asks for as much memory.
        http::async_read_header(stream, buffer, parser, keep);
        context.restart();
        context.run();
        if (!error)
        {
            http::async_read(stream, buffer, parser, keep);
            context.restart();
            context.run();
        }
        if (!error)
        {
            return {HttpOutcome::ANSWERED,
                    static_cast<int>(parser.get().result_int()),
                    parser.get().body(),
                    ""};
        }
    }
    if (error == beast::error::timeout)
    {
        return {HttpOutcome::TIMED_OUT, 0, "", TooSlow("answer", m_settings.requestTime)};
    }
    return DescribeReadError(error);
}

} // namespace isac
} // namespace ns3
