/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef ISAC_CHAT_ENDPOINT_H
#define ISAC_CHAT_ENDPOINT_H

#include <cstdint>
#include <string>

namespace ns3
{
namespace isac
{

/// Where an OpenAI-compatible server is, and how long it may take.
struct ChatEndpointSettings
{
    std::string url = "http://127.0.0.1:8080/v1"; //!< base address; /v1 if it has no path
    std::string key;                              //!< sent as bearer token; empty: none
    double connectTime = 2.0;                     //!< longest wait for a connection [s]
    double requestTime = 60.0;                    //!< longest time for a request and its answer [s]
    uint32_t answerLimit = 1 << 20;               //!< longest body of an answer [byte]
};

/// How a request ended.
enum class HttpOutcome
{
    ANSWERED,  //!< with a status and a body
    ABSENT,    //!< nobody listens there
    TIMED_OUT, //!< connecting or answering took too long
    BROKEN,    //!< the connection ended before the answer did
    HOSTILE    //!< what came is not HTTP, or too long
};

/// What came back for a request.
struct HttpAnswer
{
    HttpOutcome outcome = HttpOutcome::ANSWERED; //!< how it ended
    int status = 0;                              //!< status code, if it was answered
    std::string body;                            //!< body, if it was answered
    std::string error;                           //!< what went wrong, half a line; or empty
};

/// An address of a server, taken apart.
struct HttpAddress
{
    std::string host; //!< name or number; of IPv6 without brackets
    std::string port; //!< number
    std::string path; //!< begins with a slash and does not end with one; or empty

    /// @return host and port as a URL and the header "Host" have them
    std::string GetAuthority() const;
};

/**
 * @ingroup isac-aigc
 * @param url http://host[:port][/path]
 * @return its parts
 * @throws std::invalid_argument if it is anything else: one line that says what was expected
 */
HttpAddress ParseHttpUrl(const std::string& url);

/**
 * @ingroup isac-aigc
 * @brief Client of one OpenAI-compatible server: plain HTTP/1.1, a connection for each request.
 *
 * Redirections are not followed. The time limits do not cover the look-up of a host's name, which
 * the system's resolver limits by itself.
 */
class ChatEndpoint
{
  public:
    /**
     * @param settings where it is
     * @throws std::invalid_argument if the address is not an http:// one, or a limit out of range
     */
    explicit ChatEndpoint(const ChatEndpointSettings& settings);

    /**
     * @brief POST to chat/completions.
     * @param body JSON
     * @return what came back
     */
    HttpAnswer Post(const std::string& body) const;

    /// @return what came back for GET /health
    HttpAnswer GetHealth() const;

    /// @return where chats go, for messages
    std::string GetUrl() const;

  private:
    /**
     * @param method "GET" or "POST"
     * @param path of the resource
     * @param body of the request
     * @return what came back
     */
    HttpAnswer Exchange(const std::string& method,
                        const std::string& path,
                        const std::string& body) const;

    ChatEndpointSettings m_settings; //!< limits and key
    HttpAddress m_address;           //!< where it is
};

} // namespace isac
} // namespace ns3

#endif // ISAC_CHAT_ENDPOINT_H
