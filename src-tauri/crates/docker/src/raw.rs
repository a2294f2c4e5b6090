//! Requests over a connection of their own, where bollard hides what is needed: the bare bytes of a terminal (its decoder
//! takes a leading byte below 3 for a frame's header), closing one direction of a hijacked connection, the headers of an
//! archive, and the moment from which a subscription holds.
//!
//! Nothing here knows what is asked: paths and bodies come from the callers.

use std::{
    io,
    pin::Pin,
    task::{Context, Poll},
    time::Duration,
};

use bollard::errors::Error;
use bytes::Bytes;
use futures::Stream;
use http_body_util::{BodyExt, Full};
use hyper::{
    Method, Request, Response, StatusCode,
    body::{Body, Incoming},
    header::{CONNECTION, CONTENT_TYPE, HOST, HeaderMap, UPGRADE},
};
use hyper_util::rt::TokioIo;
use tokio::io::{AsyncRead, AsyncWrite};

use crate::address::Endpoint;

type Result<T> = std::result::Result<T, Error>;

/// How long the engine may take for the head of an answer.
const PATIENCE: Duration = Duration::from_secs(120);

/// Both directions of a connection. Shutting it down closes the direction towards the engine only.
pub(crate) trait Duplex: AsyncRead + AsyncWrite + Send + Unpin {}
impl<T: AsyncRead + AsyncWrite + Send + Unpin> Duplex for T {}
pub(crate) type Wire = Box<dyn Duplex>;

/// Query pairs of a request.
pub(crate) type Query<'a> = &'a [(&'a str, &'a str)];

/// Asks and returns the head of the answer with its body still to be read.
pub(crate) async fn get(endpoint: &Endpoint, path: &str, query: Query<'_>) -> Result<(HeaderMap, Chunks)> {
    let request = Request::get(target(path, query)).header(HOST, "engine").body(Full::default())?;
    let response = send(endpoint, request).await?;
    let (head, body) = response.into_parts();
    Ok((head.headers, Chunks(body)))
}

/// Asks with a JSON body, and takes over the connection.
pub(crate) async fn hijack(endpoint: &Endpoint, path: &str, body: &serde_json::Value) -> Result<Wire> {
    let request = Request::builder()
        .method(Method::POST)
        .uri(path)
        .header(HOST, "engine")
        .header(CONTENT_TYPE, "application/json")
        .header(CONNECTION, "Upgrade")
        .header(UPGRADE, "tcp")
        .body(Full::new(Bytes::from(body.to_string())))?;
    let response = send(endpoint, request).await?;
    if response.status() != StatusCode::SWITCHING_PROTOCOLS {
        return Err(Error::DockerResponseServerError {
            status_code: response.status().as_u16(),
            message: "the engine did not hand over the connection".to_owned(),
        });
    }
    Ok(Box::new(TokioIo::new(hyper::upgrade::on(response).await?)))
}

async fn send(endpoint: &Endpoint, request: Request<Full<Bytes>>) -> Result<Response<Incoming>> {
    let exchange = async {
        let wire = dial(endpoint).await?;
        let (mut sender, connection) = hyper::client::conn::http1::handshake(TokioIo::new(wire)).await?;
        // It ends by itself once the answer was read, dropped or taken over; what goes wrong shows there.
        tokio::spawn(connection.with_upgrades());
        Ok::<_, Error>(sender.send_request(request).await?)
    };
    let response = tokio::time::timeout(PATIENCE, exchange).await.map_err(|_| Error::RequestTimeoutError)??;
    let status = response.status();
    if status.is_success() || status == StatusCode::SWITCHING_PROTOCOLS {
        return Ok(response);
    }
    #[derive(serde::Deserialize)]
    struct Words {
        message: String,
    }
    let body = response.into_body().collect().await?.to_bytes();
    let message = match serde_json::from_slice::<Words>(&body) {
        Ok(words) => words.message,
        Err(_) => String::from_utf8_lossy(&body).into_owned(),
    };
    Err(Error::DockerResponseServerError { status_code: status.as_u16(), message })
}

fn target(path: &str, query: Query<'_>) -> String {
    let mut target = path.to_owned();
    for (n, (key, value)) in query.iter().enumerate() {
        target.push(if n == 0 { '?' } else { '&' });
        target.push_str(key);
        target.push('=');
        for byte in value.bytes() {
            match byte {
                b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'_' | b'.' | b'~' | b'/' => target.push(byte as char),
                _ => target.push_str(&format!("%{byte:02X}")),
            }
        }
    }
    target
}

/// The body of an answer as it comes. Not polled means not read from the connection.
pub(crate) struct Chunks(Incoming);

impl Stream for Chunks {
    type Item = Result<Bytes>;

    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        loop {
            return match Pin::new(&mut self.0).poll_frame(cx) {
                Poll::Ready(Some(Ok(frame))) => match frame.into_data() {
                    Ok(data) => Poll::Ready(Some(Ok(data))),
                    Err(_trailers) => continue,
                },
                Poll::Ready(Some(Err(error))) => Poll::Ready(Some(Err(error.into()))),
                Poll::Ready(None) => Poll::Ready(None),
                Poll::Pending => Poll::Pending,
            };
        }
    }
}

async fn dial(endpoint: &Endpoint) -> io::Result<Wire> {
    match endpoint {
        Endpoint::Tcp(authority) => {
            let stream = tokio::net::TcpStream::connect(authority).await?;
            stream.set_nodelay(true)?;
            Ok(Box::new(stream))
        }
        #[cfg(unix)]
        Endpoint::Unix(path) => Ok(Box::new(tokio::net::UnixStream::connect(path).await?)),
        #[cfg(windows)]
        Endpoint::Pipe(path) => pipe::dial(path).await,
        #[cfg(not(unix))]
        Endpoint::Unix(_) => {
            Err(io::Error::new(io::ErrorKind::Unsupported, "Unix sockets are not used on this system"))
        }
        #[cfg(not(windows))]
        Endpoint::Pipe(_) => Err(io::Error::new(io::ErrorKind::Unsupported, "named pipes exist on Windows only")),
    }
}

#[cfg(windows)]
mod pipe {
    //! A named pipe cannot be half closed. Docker's client sends an empty message instead, and its engine takes that for the
    //! end of the input.

    use std::{
        io,
        pin::Pin,
        task::{Context, Poll, ready},
        time::Duration,
    };

    use tokio::{
        io::{AsyncRead, AsyncWrite, ReadBuf},
        net::windows::named_pipe::{ClientOptions, NamedPipeClient},
    };

    use super::Wire;

    /// `ERROR_PIPE_BUSY`: every instance of the pipe is taken for the moment.
    const BUSY: i32 = 231;

    pub(super) async fn dial(path: &str) -> io::Result<Wire> {
        loop {
            match ClientOptions::new().open(path) {
                Ok(client) => return Ok(Box::new(Pipe(client))),
                Err(error) if error.raw_os_error() == Some(BUSY) => tokio::time::sleep(Duration::from_millis(20)).await,
                Err(error) => return Err(error),
            }
        }
    }

    struct Pipe(NamedPipeClient);

    impl AsyncRead for Pipe {
        fn poll_read(mut self: Pin<&mut Self>, cx: &mut Context<'_>, buf: &mut ReadBuf<'_>) -> Poll<io::Result<()>> {
            Pin::new(&mut self.0).poll_read(cx, buf)
        }
    }

    impl AsyncWrite for Pipe {
        fn poll_write(mut self: Pin<&mut Self>, cx: &mut Context<'_>, buf: &[u8]) -> Poll<io::Result<usize>> {
            if buf.is_empty() {
                return Poll::Ready(Ok(0));
            }
            Pin::new(&mut self.0).poll_write(cx, buf)
        }

        fn poll_flush(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
            Pin::new(&mut self.0).poll_flush(cx)
        }

        fn poll_shutdown(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
            ready!(Pin::new(&mut self.0).poll_write(cx, &[]))?;
            Poll::Ready(Ok(()))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn query_values_are_escaped() {
        assert_eq!(
            target("/x", &[("a", "/etc/a b"), ("f", r#"{"k":["v=1"]}"#)]),
            "/x?a=/etc/a%20b&f=%7B%22k%22%3A%5B%22v%3D1%22%5D%7D"
        );
    }
}
