/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef ISAC_SCRIPTED_SERVER_H
#define ISAC_SCRIPTED_SERVER_H

#include <atomic>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/write.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/http/parser.hpp>
#include <boost/beast/http/read.hpp>
#include <boost/beast/http/string_body.hpp>
#include <chrono>
#include <functional>
#include <string>
#include <thread>
#include <utility>
#include <vector>

/// A request as a server got it.
using HttpRequest = boost::beast::http::request<boost::beast::http::string_body>;

/// One client at a server, for as long as a test wants to deal with it.
class Connection
{
  public:
    /// @param socket of the client @param requests get what it asks
    Connection(boost::asio::ip::tcp::socket& socket, std::vector<HttpRequest>& requests)
        : m_socket(socket),
          m_requests(requests)
    {
    }

    /// Reads a whole request.
    void Read()
    {
        namespace http = boost::beast::http;
        boost::beast::flat_buffer buffer;
        boost::beast::error_code error;
        http::request_parser<http::string_body> parser;
        parser.body_limit(64 << 20);
        http::read(m_socket, buffer, parser, error);
        if (!error)
        {
            m_requests.push_back(parser.get());
        }
    }

    /// @param text to send as it is @return whether the client still listens
    bool Write(const std::string& text)
    {
        boost::beast::error_code error;
        boost::asio::write(m_socket, boost::asio::buffer(text), error);
        return !error;
    }

    /// Waits until the client leaves.
    void WaitForEnd()
    {
        boost::beast::error_code error;
        char ignored[1024];
        while (!error)
        {
            m_socket.read_some(boost::asio::buffer(ignored), error);
        }
    }

  private:
    boost::asio::ip::tcp::socket& m_socket; //!< of the client
    std::vector<HttpRequest>& m_requests;   //!< so far
};

/// What a server does with one client.
using Treatment = std::function<void(Connection&)>;

/// A real server on this machine that does what a test says, a client after another.
class ScriptedServer
{
  public:
    /**
     * @param script what is done with each client; nobody listens when it is over
     * @param repeat times that the script is gone through
     */
    explicit ScriptedServer(const std::vector<Treatment>& script, int repeat = 1)
        : m_acceptor(m_context, {boost::asio::ip::address_v4::loopback(), 0}),
          m_port(m_acceptor.local_endpoint().port()),
          m_thread([this, script, repeat] { Run(script, repeat); })
    {
    }

    ~ScriptedServer()
    {
        Stop();
    }

    ScriptedServer(const ScriptedServer&) = delete;
    ScriptedServer& operator=(const ScriptedServer&) = delete;

    /// @return address of the interface
    std::string GetUrl() const
    {
        return "http://127.0.0.1:" + std::to_string(m_port) + "/v1";
    }

    /// Stops the server. @return what clients asked that have got their answers
    const std::vector<HttpRequest>& GetRequests()
    {
        Stop();
        return m_requests;
    }

  private:
    /// Ends the thread, also where a script is not over.
    void Stop()
    {
        if (!m_thread.joinable())
        {
            return;
        }
        // Somebody who says nothing gets it out of waiting for the next client.
        m_stopped = true;
        boost::asio::ip::tcp::socket socket(m_context);
        boost::beast::error_code error;
        socket.connect({boost::asio::ip::address_v4::loopback(), m_port}, error);
        socket.close(error);
        m_thread.join();
    }

    /// @param script for each client @param repeat times
    void Run(const std::vector<Treatment>& script, int repeat)
    {
        for (int i = 0; i < repeat; ++i)
        {
            for (const Treatment& treat : script)
            {
                boost::asio::ip::tcp::socket socket(m_context);
                boost::beast::error_code error;
                m_acceptor.accept(socket, error);
                if (error || m_stopped)
                {
                    return;
                }
                Connection connection(socket, m_requests);
                treat(connection);
            }
        }
        m_acceptor.close();
    }

    boost::asio::io_context m_context;         //!< of all sockets
    boost::asio::ip::tcp::acceptor m_acceptor; //!< where clients come in
    uint16_t m_port;                           //!< chosen by the system
    std::vector<HttpRequest> m_requests;       //!< so far; the thread's until it ends
    std::atomic<bool> m_stopped{false};        //!< whether the test is over
    std::thread m_thread;                      //!< that serves
};

/// @param status of the answer @param body of it @return a whole answer
inline std::string
HttpText(int status, const std::string& body)
{
    return "HTTP/1.1 " + std::to_string(status) +
           " x\r\nContent-Length: " + std::to_string(body.size()) +
           "\r\nConnection: close\r\n\r\n" + body;
}

/// @param text to send as it is @return reads a request, sends the text and closes
inline Treatment
Send(const std::string& text)
{
    return [text](Connection& connection) {
        connection.Read();
        connection.Write(text);
    };
}

/// @param head to send once @param part to send again and again @param pause between @return so
inline Treatment
SendForever(const std::string& head,
            const std::string& part,
            std::chrono::milliseconds pause = std::chrono::milliseconds(0))
{
    return [=](Connection& connection) {
        connection.Read();
        connection.Write(head);
        while (connection.Write(part))
        {
            std::this_thread::sleep_for(pause);
        }
    };
}

/// @return reads a request and says nothing until the client has left
inline Treatment
SayNothing()
{
    return [](Connection& connection) {
        connection.Read();
        connection.WaitForEnd();
    };
}

#endif // ISAC_SCRIPTED_SERVER_H
